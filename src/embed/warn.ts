/** One line to the webmaster. Never holds an answer. */
export function warn(message: string): void {
  console.warn(`[symptom-guide] ${message}`);
}
