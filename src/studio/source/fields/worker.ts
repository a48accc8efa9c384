import { getLanguageService, type JSONSchema, type MarkupContent, TextDocument } from 'vscode-json-languageservice';
import flowSchema from '../../../../flows/flow.schema.json';
import type { FieldOffer, FromFields, ToFields } from './messages.js';
import { vignettesSchema } from './vignettesSchema.js';

const service = getLanguageService({
  clientCapabilities: { textDocument: { completion: {}, hover: {} } },
  workspaceContext: { resolveRelativePath: (path) => `studio:/named/${path}` },
  // Whatever a file names as its "$schema", it is a flow that has one; nothing is fetched.
  schemaRequestService: async () => JSON.stringify(flowSchema),
});
const schema = (file: string, json: object) => ({
  uri: `studio:/${file}.schema`,
  fileMatch: [file],
  schema: json as JSONSchema,
});
service.configure({
  validate: false,
  schemas: [schema('flow.json', flowSchema), schema('vignettes.json', vignettesSchema)],
});

const tell = (message: FromFields) => postMessage(message);
const plain = (markup: string | MarkupContent | undefined) =>
  typeof markup === 'object' ? markup.value : (markup ?? '');

addEventListener('message', async ({ data }: MessageEvent<ToFields>) => {
  const { kind, call, file, text, offset } = data;
  const document = TextDocument.create(`studio:/${file}`, 'json', 1, text);
  const json = service.parseJSONDocument(document);
  const position = document.positionAt(offset);
  if (kind === 'explain') {
    const hover = await service.doHover(document, position, json);
    const contents = hover ? [hover.contents].flat() : [];
    const about = contents.map((one) => (typeof one === 'string' ? one : one.value)).join('\n\n');
    const { start, end } = hover?.range ?? { start: position, end: position };
    // It comes as Markdown, in which signs of the text itself are marked.
    const unmarked = about.replace(/\\([\\`*_{}[\]()#+\-!.])/g, '$1');
    tell({ kind, call, about: unmarked, from: document.offsetAt(start), to: document.offsetAt(end) });
    return;
  }
  const list = await service.doComplete(document, position, json);
  const offers = (list?.items ?? []).flatMap(({ label, documentation, textEdit }): FieldOffer[] => {
    if (!textEdit || !('range' in textEdit)) return [];
    const { start, end } = textEdit.range;
    return [
      {
        label,
        about: plain(documentation),
        from: document.offsetAt(start),
        to: document.offsetAt(end),
        insert: textEdit.newText,
      },
    ];
  });
  tell({ kind, call, offers });
});
