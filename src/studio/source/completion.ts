import { type Completion, type CompletionContext, type CompletionResult, snippet } from '@codemirror/autocomplete';
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { type EditorView, hoverTooltip } from '@codemirror/view';
import { fields } from './fields/fields.js';
import type { FieldOffer } from './fields/messages.js';
import { idsAt } from './ids.js';
import { type Spot, spotAt } from './jsonPlace.js';
import { namedIn } from './named.js';

/** Values of these fields are words of the format: they are offered while typing. */
const worded = new Set(['type', 'urgency', 'status', 'picture', 'region', 'clinic', 'exclusive', 'optional']);

/** The tree of the text, at least up to an offset. */
export const treeOf = (state: EditorState, upTo: number) => ensureSyntaxTree(state, upTo, 50) ?? syntaxTree(state);

/** Completes ids of the flow where one is named, and else the fields and words of the format. */
export function completionIn(file: () => string, flow: () => unknown) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const { state, pos, explicit } = context;
    const spot = spotAt(treeOf(state, pos), state.doc, pos);
    const ids = spot && idsAt(file(), spot, () => namedIn(flow()));
    if (spot && ids) {
      const { from, to } = spot;
      const options = ids.map(
        ({ id, about }, i): Completion => ({ label: id, detail: about, boost: -i / 1000, apply: applyId }),
      );
      return { from, to, options, validFor: /^[\w-]*$/ };
    }
    if (!explicit && !(spot && (spot.part === 'name' || worded.has(String(spot.path.at(-1)))))) return null;
    const offers = await fields().complete(file(), state.doc.toString(), pos);
    if (context.aborted || offers.length === 0) return null;
    const from = spot?.from ?? Math.min(...offers.map((offer) => offer.from));
    return { from, options: offers.map((offer, i) => optionOf(offer, spot, i)), validFor: /^[\w$-]*$/ };
  };
}

/** Fills the quotes and leaves the cursor behind them. */
function applyId(view: EditorView, { label }: Completion, from: number, to: number): void {
  const spot = spotAt(treeOf(view.state, from), view.state.doc, from);
  const end = spot && spot.from === from ? Math.max(spot.to, to) : to;
  const closed = view.state.sliceDoc(end, end + 1) === '"';
  view.dispatch({
    changes: { from, to: end, insert: closed ? label : `${label}"` },
    selection: { anchor: from + label.length + 1 },
    userEvent: 'input.complete',
  });
}

function optionOf({ label, about, insert, from, to }: FieldOffer, spot: Spot | undefined, order: number): Completion {
  const name = label.replace(/^"|"$/g, '');
  // The language service writes $1 where the editor's templates have ${1}.
  const template = snippet(insert.replace(/\$(\d)/g, (_, field) => `\${${field}}`));
  return {
    label: name,
    ...(about ? { info: about } : {}),
    boost: -order / 1000,
    apply(view, completion, at, typedTo) {
      template(
        view,
        completion,
        Math.min(from, at),
        spot ? quoteBehind(view.state, at, typedTo) : Math.max(typedTo, to),
      );
    },
  };
}

/** Behind the quote that closes the name at an offset, if it is there. */
function quoteBehind(state: EditorState, from: number, typedTo: number): number {
  const spot = spotAt(treeOf(state, typedTo), state.doc, Math.max(from, typedTo));
  const end = Math.max(spot?.to ?? typedTo, typedTo);
  return state.sliceDoc(end, end + 1) === '"' ? end + 1 : end;
}

/** What a field is for, where the mouse rests on it. */
export function explainOnHover(file: () => string) {
  return hoverTooltip(async ({ state }, pos) => {
    const node = treeOf(state, pos).resolveInner(pos, 0);
    if (node.name !== 'PropertyName') return null;
    const found = await fields().explain(file(), state.doc.toString(), pos);
    if (!found) return null;
    return {
      pos: node.from,
      end: node.to,
      create: () => {
        const dom = document.createElement('p');
        dom.className = 'source-explains';
        dom.textContent = found.about;
        return { dom };
      },
    };
  });
}
