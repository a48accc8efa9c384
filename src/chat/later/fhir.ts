/**
 * In a file of its own: fetched by those who save or send their answers for a clinic's computer. It shares nothing with
 * the chat, and brings a copy of the few small functions that both need (`apart` in `vite.config.ts`).
 */
export { telHref } from '../../flow/text.js';
export { responseOf } from '../../handover/fhir/response.js';
