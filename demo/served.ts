/**
 * The folders of the repository that `npm start` serves: the demo and what its pages name. Any page that is open in the
 * same browser may ask this server, so that nothing private may be in them.
 */
export const served: readonly string[] = [
  'demo',
  'dist',
  'flows',
  // The styles of two of the host pages.
  'node_modules/bootstrap/dist/css',
  'node_modules/tailwindcss',
];

/** The folders that `npm run dev` serves, beside the installed packages. */
export const servedInDevelopment: readonly string[] = ['demo', 'flows', 'src'];
