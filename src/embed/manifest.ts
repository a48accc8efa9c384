import { attributeTexts, eventTexts, exportTexts, memberTexts, presenceAttributes } from './describe.js';
import { type AttributeName, attributes } from './options.js';

/**
 * The custom-elements manifest of the package (version 2.1): what editors and design tools know of
 * `<symptom-guide>`, from the table of attributes and its descriptions.
 */
export function manifest(): object {
  const path = 'dist/package/index.js';
  const element = { name: 'SymptomGuideElement', module: path };
  const define = 'defineSymptomGuide';
  return {
    schemaVersion: '2.1.0',
    modules: [
      {
        kind: 'javascript-module',
        path,
        declarations: [
          {
            kind: 'class',
            customElement: true,
            tagName: 'symptom-guide',
            name: element.name,
            description: 'A guide in a bubble or in the page: questions, and exactly one outcome.',
            superclass: { name: 'HTMLElement', package: 'global:' },
            attributes: (Object.keys(attributes) as AttributeName[]).map(attribute),
            events: Object.entries(eventTexts).map(([name, { text, detail }]) => ({
              name,
              description: text,
              type: {
                text: detail ? `CustomEvent<{ ${Object.entries(detail).map(field).join('; ')} }>` : 'CustomEvent<null>',
              },
            })),
            members: Object.entries(memberTexts).map(([name, { text, type, readonly }]) =>
              type.startsWith('() =>')
                ? { kind: 'method', name, description: text, return: { type: { text: type.slice(6) } } }
                : { kind: 'field', name, description: text, type: { text: type }, ...(readonly && { readonly }) },
            ),
            slots: [{ name: '', description: 'What visitors without scripts see, such as a link to call the clinic.' }],
            cssProperties: [
              {
                name: '--symptom-guide-z',
                description: 'The z-index of the bubble and the panel.',
                default: '2147483000',
              },
            ],
          },
          {
            kind: 'function',
            name: define,
            description: exportTexts.defineSymptomGuide,
            parameters: [
              {
                name: 'base',
                type: { text: 'string | URL' },
                description: exportTexts.base,
              },
            ],
            return: { type: { text: 'void' } },
          },
          { kind: 'variable', name: 'version', type: { text: 'string' }, description: exportTexts.version },
        ],
        exports: [
          { kind: 'js', name: define, declaration: { name: define, module: path } },
          { kind: 'js', name: 'version', declaration: { name: 'version', module: path } },
          { kind: 'custom-element-definition', name: 'symptom-guide', declaration: element },
        ],
      },
    ],
  };
}

function attribute(name: AttributeName): object {
  const values: string | readonly string[] = attributes[name];
  const plain = { name, description: attributeTexts[name] };
  if (typeof values !== 'string')
    return { ...plain, type: { text: values.map((value) => `'${value}'`).join(' | ') }, default: values[0] };
  return { ...plain, type: { text: presenceAttributes.includes(name) ? 'boolean' : 'string' } };
}

const field = ([name, { values }]: [string, { values?: readonly string[] }]) =>
  `${name}: ${values ? values.map((value) => `'${value}'`).join(' | ') : 'string'}`;
