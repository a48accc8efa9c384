import { attributeTexts, errorTexts, eventTexts, exportTexts, memberTexts, presenceAttributes } from './describe.js';
import { type AttributeName, attributes } from './options.js';

/**
 * The type declarations of the package, by file name: what TypeScript, React, Preact and Vue know of
 * `<symptom-guide>`. Written from the table of attributes and its descriptions, so that editors complete and explain
 * exactly what there is.
 */
export function declarations(): Record<string, string> {
  return { 'index.d.ts': dom(), 'react.d.ts': react, 'preact.d.ts': preact, 'vue.d.ts': vue() };
}

const names = Object.keys(attributes) as AttributeName[];
const union = (values: readonly string[]) => values.map((value) => `'${value}'`).join(' | ');
const doc = (text: string) => `/** ${text} */`;
/** Lines of a type's body, each member under its sentence. */
const body = (members: { text: string; line: string }[]) =>
  members.map(({ text, line }) => `  ${doc(text)}\n  ${line};`).join('\n');

/** The values of an attribute, and its default where the table has one. */
function attribute(name: AttributeName): { type: string; text: string } {
  const values: string | readonly string[] = attributes[name];
  if (typeof values === 'string') return { type: 'string', text: attributeTexts[name] };
  return { type: union(values), text: `${attributeTexts[name]} Default: \`${values[0]}\`.` };
}

/** One member for each attribute; `typed` gives another type to some. */
const attributeMembers = (typed: (name: AttributeName) => string | undefined) =>
  body(
    names.map((name) => {
      const { type, text } = attribute(name);
      return { text, line: `${/\W/.test(name) ? `'${name}'` : name}?: ${typed(name) ?? type} | undefined` };
    }),
  );

const events = Object.entries(eventTexts);
/** "guide-step" is `StepDetail`. */
const detailName = (event: string) => {
  const word = event.replace('guide-', '');
  return `${word[0]?.toUpperCase()}${word.slice(1)}Detail`;
};

function dom(): string {
  const details = events.flatMap(([event, { text, detail }]) => {
    if (!detail) return [];
    const fields = Object.entries(detail).map(([name, { text, values }]) => ({
      text,
      line: `${name}: ${name === 'code' ? 'ErrorCode' : values ? union(values) : 'string'}`,
    }));
    return [
      `${doc(`The detail of \`${event}\`: ${lower(text)}`)}\nexport type ${detailName(event)} = {\n${body(fields)}\n};`,
    ];
  });
  const members = Object.entries(memberTexts).map(([name, { type, text, readonly }]) => ({
    text,
    line: type.startsWith('() =>') ? `${name}(): ${type.slice(6)}` : `${readonly ? 'readonly ' : ''}${name}: ${type}`,
  }));
  return `${[
    generated,
    `${doc('The attributes of `<symptom-guide>`, as they stand in HTML.')}
export type SymptomGuideAttributes = {
${attributeMembers(() => undefined)}
};`,
    `${doc('The same as frameworks take them: `flow` may be a flow object, what counts by being there may be true or false.')}
export type SymptomGuideProps = {
${attributeMembers((name) => (name === 'flow' ? 'string | object' : presenceAttributes.includes(name) ? "boolean | ''" : undefined))}
};`,
    `${doc('Why the guide could not be shown.')}
export type ErrorCode =
${Object.entries(errorTexts)
  .map(([code, text]) => `  ${doc(text)}\n  | '${code}'`)
  .join('\n')};`,
    ...details,
    `${doc('What the element tells the page. The events bubble; none ever holds an answer.')}
export type SymptomGuideEventMap = {
${body(events.map(([event, { text, detail }]) => ({ text, line: `'${event}': CustomEvent<${detail ? detailName(event) : 'null'}>` })))}
};`,
    `${doc('Listeners as React 19 and Preact take them on an element: `onguide-outcome={(event) => …}`.')}
export type SymptomGuideListeners = {
${body(events.map(([event, { text }]) => ({ text, line: `'on${event}'?: ((event: SymptomGuideEventMap['${event}']) => void) | undefined` })))}
};`,
    `${doc('A `<symptom-guide>` on the page.')}
export interface SymptomGuideElement extends HTMLElement {
${body(members)}
}`,
    `${doc(exportTexts.version)}
export declare const version: string;`,
    `/**
 * ${exportTexts.defineSymptomGuide}
 * @param base ${exportTexts.base}
 * The folder is \`dist/symptom-guide/<version>\` of this package: copy it to your web host.
 * @throws TypeError when \`base\` is no address.
 */
export declare function defineSymptomGuide(base: string | URL): void;`,
    `declare global {
  interface HTMLElementTagNameMap {
    'symptom-guide': SymptomGuideElement;
  }
  // Of elements, of the document and of the window: the events bubble to all of them.
  interface GlobalEventHandlersEventMap extends SymptomGuideEventMap {}
}`,
  ].join('\n\n')}\n`;
}

const generated = '// Written by the build from src/embed/options.ts and src/embed/describe.ts.';
const typesFrom = (module: string, names: string) => `import type { ${names} } from '${module}';`;
const once = (framework: string) => `Once in the project: import type {} from 'symptom-guide/${framework}';`;
const lower = (text: string) => `${text[0]?.toLowerCase()}${text.slice(1)}`;

const react = `${generated}
${typesFrom('react', 'DetailedHTMLProps, HTMLAttributes')}
${typesFrom('./index.js', 'SymptomGuideElement, SymptomGuideListeners, SymptomGuideProps')}

// For React 19. ${once('react')}
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'symptom-guide': DetailedHTMLProps<HTMLAttributes<SymptomGuideElement>, SymptomGuideElement> &
        SymptomGuideProps &
        SymptomGuideListeners;
    }
  }
}
`;

const preact = `${generated}
${typesFrom('preact', 'HTMLAttributes')}
${typesFrom('./index.js', 'SymptomGuideElement, SymptomGuideListeners, SymptomGuideProps')}

// ${once('preact')}
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'symptom-guide': HTMLAttributes<SymptomGuideElement> & SymptomGuideProps & SymptomGuideListeners;
    }
  }
}
`;

function vue(): string {
  const listener = (event: string) => `on${event.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
  const listeners = events.map(([event, { text }]) => ({
    text,
    line: `${listener(event)}?: ((event: SymptomGuideEventMap['${event}']) => void) | undefined`,
  }));
  const camel = names
    .filter((name) => name.includes('-'))
    .map((name) => ({
      text: attributeTexts[name],
      line: `${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}?: SymptomGuideProps['${name}']`,
    }));
  return `${generated}
${typesFrom('vue', 'HTMLAttributes, PublicProps')}
${typesFrom('./index.js', 'SymptomGuideElement, SymptomGuideEventMap, SymptomGuideProps')}

${doc('Listeners as Vue takes them: `@guide-outcome="…"`.')}
export type SymptomGuideVueListeners = {
${body(listeners)}
};

${doc("What Vue's language tools call the attributes with a hyphen; in a template, write the hyphen.")}
export type SymptomGuideVueNames = {
${body(camel)}
};

/**
 * ${once('vue')}
 *
 * Vue looks for a component of that name unless it is told that this is an element. With a build step, in
 * vite.config: \`vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'symptom-guide' } } })\`.
 * Without one: \`app.config.compilerOptions.isCustomElement = (tag) => tag === 'symptom-guide'\`.
 */
export type SymptomGuideComponent = new () => SymptomGuideElement & {
  $props: HTMLAttributes & PublicProps & SymptomGuideProps & SymptomGuideVueNames & SymptomGuideVueListeners;
};

declare module 'vue' {
  interface GlobalComponents {
    'symptom-guide': SymptomGuideComponent;
  }
}
`;
}
