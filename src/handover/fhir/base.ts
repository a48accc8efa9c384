/**
 * The address under which a guide's questionnaire and codes are named where a clinic has set none. No address in
 * `.example` can ever belong to anybody (RFC 2606), so these names can be taken for nobody's.
 */
export const defaultBase = 'https://symptom-guide.example/fhir';
