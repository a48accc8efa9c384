/**
 * How the files are asked for that are the clinic's own: flows, their translations and its settings. A host may let
 * browsers keep them for a year, or say nothing, and then browsers guess; but a corrected question has to reach the next
 * visitor. What did not change comes without a body (304). After a try that failed nothing that was kept is used: it may
 * be what failed.
 */
export const fresh = (tries = 0): RequestInit => ({ cache: tries ? 'reload' : 'no-cache' });
