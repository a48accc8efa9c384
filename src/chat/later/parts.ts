import css from './later.css?inline';

export { Because } from './Because.js';
export { Topics } from './Topics.js';
/** The style of these parts. */
export { css };
