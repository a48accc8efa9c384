/** All that a flow needs which our build has not checked: its rules, and whether its approval is of this content. */

export { asApproved } from '../flow/fingerprint.js';
export { inOneLine, parseFlow, parseOverlay } from '../flow/parse.js';
