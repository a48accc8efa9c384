import manifest from '../package.json' with { type: 'json' };

/**
 * The one folder that a clinic copies to its web host, as a path in the repository. It is named after the release, so
 * its files never change once they are published.
 */
export const release = `dist/symptom-guide/${manifest.version}`;
