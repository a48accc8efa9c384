import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  codeFolding,
  foldAll,
  foldedRanges,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
  unfoldAll,
  unfoldEffect,
} from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { gotoLine, highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Annotation, type ChangeSet, Compartment, EditorState, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  type KeyBinding,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../../check/problem.js';
import { CannotEdit, rangeOf } from '../jsonEdits.js';
import { format } from '../layout.js';
import { targetAt } from '../places.js';
import type { Project } from '../project.js';
import type { Target } from '../proof/messages.js';
import type { Workbench } from '../workbench.js';
import { completionIn, explainOnHover, treeOf } from './completion.js';
import { type Fix, fixesFor } from './fixes.js';
import { pathAt } from './jsonPlace.js';
import { look, words } from './look.js';
import { marksFor, marksIn } from './marks.js';
import { fieldOf } from './named.js';
import { planRename, type Renamed, type RenamePlan, renamedAt } from './rename.js';

/** The source of all files of a project, of which one is shown; it lives on while another part of the studio is open. */
export type SourceEditor = {
  /** The name of the file that is shown. */
  readonly file: ReadonlySignal<string>;
  /** The problem that the cursor is at, with what mends it. */
  readonly here: ReadonlySignal<{ problem: Problem; fixes: Fix[] } | undefined>;
  readonly wraps: ReadonlySignal<boolean>;
  /** What is being renamed, while its form is open. */
  readonly renaming: ReadonlySignal<Renamed | undefined>;
  /** Puts the editor into the page; returns how to take it out. */
  attach(parent: HTMLElement): () => void;
  open(file: string): void;
  focus(): void;
  /** Goes to the next or previous problem, in the next file when there is none in this one. */
  step(by: 1 | -1): void;
  goToProblem(problem: Problem): void;
  mend(fix: Fix, problem: Problem): void;
  find(): void;
  goToLine(): void;
  foldAll(): void;
  unfoldAll(): void;
  wrap(on: boolean): void;
  format(): void;
  showInPreview(): Promise<void>;
  startRename(): void;
  plan(to: string): RenamePlan;
  /** Closes the form; with an id, renames. Returns why not. */
  rename(to?: string): string | undefined;
};

/** A change that came from the project, so that it is not told to it again. */
const fromProject = Annotation.define<boolean>();
type Kept = { state: EditorState; pending?: ChangeSet | undefined; scroll?: StateEffect<unknown> };

const editors = new WeakMap<Project, SourceEditor>();

/** The source editor of a workbench's project; made when it is asked for first. */
export function sourceEditor(workbench: Workbench): SourceEditor {
  const known = editors.get(workbench.project);
  if (known) return known;
  const made = makeEditor(workbench);
  editors.set(workbench.project, made);
  return made;
}

function makeEditor(workbench: Workbench): SourceEditor {
  const { project, checker, place, spoken } = workbench;
  const file = signal(project.files.peek()[0] ?? 'flow.json');
  const here = signal<{ problem: Problem; fixes: Fix[] } | undefined>(undefined);
  const wraps = signal(true);
  const renaming = signal<Renamed | undefined>(undefined);
  const kept = new Map<string, Kept>();
  const by = {};
  /** The place that was last told by this editor, or gone to. */
  let told = place.peek().path.length === 0 ? place.peek() : undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const wrapping = new Compartment();
  const say = (sentence: string) => {
    spoken.value = sentence;
    return true;
  };
  const read = (name: string) => project.file(name).text.peek();
  const turn = (which: 'undo' | 'redo') => () => {
    const done = project[which]();
    if (!done) return say(which === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.');
    workbench.undone.value = done;
    return say(`${which === 'undo' ? 'Undone' : 'Done again'}: ${done.about}.`);
  };
  const does = (act: () => void) => () => {
    act();
    return true;
  };
  const keys: KeyBinding[] = [
    { key: 'F8', run: does(() => editor.step(1)), shift: does(() => editor.step(-1)) },
    { key: 'Mod-.', run: () => mendHere() },
    { key: 'F2', run: does(() => editor.startRename()) },
    { key: 'Shift-Alt-f', run: does(() => editor.format()) },
    { key: 'Alt-p', run: does(() => void editor.showInPreview()) },
  ];
  const extensions = (name: string) => [
    lintGutter({ hoverTime: 200 }),
    lineNumbers(),
    codeFolding({ placeholderText: '…' }),
    foldGutter({
      markerDOM(open) {
        const marker = document.createElement('span');
        marker.className = open ? 'source-fold' : 'source-fold folded';
        marker.title = open ? 'Fold' : 'Unfold';
        return marker;
      },
    }),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    highlightSelectionMatches(),
    bracketMatching(),
    closeBrackets(),
    indentOnInput(),
    indentUnit.of('  '),
    json(),
    search({ top: true }),
    autocompletion({
      override: [
        completionIn(
          () => file.peek(),
          () => project.file('flow.json').value.peek(),
        ),
      ],
      icons: false,
    }),
    explainOnHover(() => file.peek()),
    foundLine,
    look,
    words,
    wrapping.of(wraps.peek() ? EditorView.lineWrapping : []),
    EditorView.contentAttributes.of({ 'aria-label': `Text of ${name}`, tabindex: '0' }),
    keymap.of([...keys, ...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...foldKeymap, ...defaultKeymap]),
    EditorView.domEventHandlers({
      // Not a binding: with the capitals lock on, shift gives a small letter.
      keydown(event) {
        if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
        const key = event.key.toLowerCase();
        if (key === 'z') return turn(event.shiftKey ? 'redo' : 'undo')();
        return key === 'y' && turn('redo')();
      },
      beforeinput(event) {
        const which = { historyUndo: 'undo', historyRedo: 'redo' }[event.inputType] as 'undo' | 'redo' | undefined;
        if (!which) return false;
        event.preventDefault();
        return turn(which)();
      },
    }),
    EditorView.updateListener.of((update) => {
      const own = !update.transactions.some((one) => one.annotation(fromProject));
      if (update.docChanged && own) project.type({ file: name, changes: update.changes, by });
      if (update.docChanged || update.selectionSet) settle();
      if (update.selectionSet || update.docChanged) lookAround();
    }),
  ];
  const stateOf = (name: string): EditorState => {
    const known = kept.get(name);
    if (!known) return EditorState.create({ doc: project.file(name).doc.peek(), extensions: extensions(name) });
    const { state, pending } = known;
    const fresh = pending ? state.update({ changes: pending, annotations: fromProject.of(true) }).state : state;
    return fresh.update({
      effects: wrapping.reconfigure(wraps.peek() ? EditorView.lineWrapping : []),
    }).state;
  };
  const view = new EditorView({ state: stateOf(file.peek()) });

  project.onChange((change) => {
    if (change.by === by) return;
    if (change.file === file.peek()) {
      view.dispatch({ changes: change.changes, annotations: fromProject.of(true) });
      return;
    }
    const known = kept.get(change.file);
    if (known) known.pending = known.pending ? known.pending.compose(change.changes) : change.changes;
  });

  /** The problem at the cursor, for what is told beside the text. */
  const lookAround = () => {
    const { from, to } = view.state.selection.main;
    const at = marksIn(view.state)
      .filter((mark) => mark.from <= to && mark.to >= from)
      .sort((a, b) => a.to - a.from - (b.to - b.from))[0];
    if (at?.problem === here.peek()?.problem) return;
    here.value = at && { problem: at.problem, fixes: fixesFor(at.problem, read) };
  };
  /** Tells the other parts where the cursor is, once it rests. */
  const settle = () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (!view.dom.isConnected) return;
      const path = placeNow();
      const now = place.peek();
      if (now.file === file.peek() && now.path.join('\0') === path.join('\0')) return;
      told = { file: file.peek(), path };
      place.value = told;
    }, 200);
  };
  const placeNow = () => {
    const at = view.state.selection.main.head;
    return pathAt(treeOf(view.state, at), view.state.doc, at);
  };
  const putMarks = () => {
    const problems = checker.latest.peek()?.problems.filter((problem) => problem.file === file.peek()) ?? [];
    here.value = undefined;
    view.dispatch(marksFor(view.state, problems, drawProblem));
    lookAround();
  };
  /** What is shown where the mouse rests on a mark. */
  const drawProblem = (problem: Problem) => {
    const dom = document.createElement('div');
    dom.className = 'source-problem';
    const line = (text: string, name: string) => {
      const p = document.createElement('p');
      p.className = name;
      p.textContent = text;
      dom.append(p);
    };
    line(problem.message, 'source-problem-message');
    line(problem.help, 'source-problem-help');
    for (const fix of fixesFor(problem, read)) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = fix.label;
      button.addEventListener('click', () => editor.mend(fix, problem));
      dom.append(button);
    }
    return dom;
  };
  const select = (from: number, to = from, found = true) => {
    const folded: StateEffect<unknown>[] = [];
    foldedRanges(view.state).between(from, to, (a, b) => {
      folded.push(unfoldEffect.of({ from: a, to: b }));
    });
    view.dispatch({
      selection: { anchor: from },
      effects: [
        ...folded,
        EditorView.scrollIntoView(from, { y: 'center' }),
        ...(found ? [showFound.of({ from, to })] : []),
      ],
    });
    if (found) setTimeout(() => view.dispatch({ effects: showFound.of(undefined) }), 1600);
  };
  const jump = () => {
    const { file: to, path } = place.peek();
    editor.open(to);
    const range = rangeOf(read(to), path);
    if (range) select(range.from + (read(to)[range.from] === '"' ? 1 : 0), range.to);
  };
  const mendHere = () => {
    const now = here.peek();
    if (!now) return say('There is no problem at the cursor. F8 goes to the next one.');
    const [fix, ...others] = now.fixes;
    if (!fix) return say(`There is no ready fix for this. ${now.problem.help}`);
    if (others.length === 0) {
      editor.mend(fix, now.problem);
      return true;
    }
    // Which one is for the editor to choose.
    document.querySelector<HTMLElement>('.source-here button')?.focus();
    return say(`${now.fixes.length} ways to mend this: choose one.`);
  };

  /** A fix is of the text as it was checked: while that is under way, it waits, and is made if it is still one. */
  const mendLater = (label: string, problem: Problem) => {
    say('The text is being checked first.');
    let stop: (() => void) | undefined;
    let done = false;
    stop = effect(() => {
      if (!checker.upToDate.value || done) return;
      done = true;
      queueMicrotask(() => {
        stop?.();
        const same = checker.latest.peek()?.problems.find((one) => sameProblem(one, problem));
        const fix = same && fixesFor(same, read).find((one) => one.label === label);
        if (same && fix) editor.mend(fix, same);
        else say('That is no problem any more.');
      });
    });
  };

  const editor: SourceEditor = {
    file,
    here,
    wraps,
    renaming,
    attach(parent) {
      parent.append(view.dom);
      // What was undone while another part was open is not gone to.
      let undoneBefore = workbench.undone.peek();
      const scroll = kept.get(file.peek())?.scroll;
      if (scroll) view.dispatch({ effects: scroll });
      const stops = [
        effect(() => {
          // Until all is known about the text as it is, the marks there are move along with it.
          if (checker.upToDate.value || (checker.latest.value && marksIn(view.state).length === 0)) putMarks();
        }),
        effect(() => {
          const now = place.value;
          if (now === told) return;
          told = now;
          jump();
        }),
        effect(() => {
          const done = workbench.undone.value;
          if (!done || done === undoneBefore) return;
          undoneBefore = done;
          editor.open(done.file);
          select(Math.min(done.at, view.state.doc.length), undefined, false);
        }),
      ];
      return () => {
        for (const stop of stops) stop();
        clearTimeout(settling);
        kept.set(file.peek(), { state: view.state, scroll: view.scrollSnapshot() });
        view.dom.remove();
      };
    },
    open(name) {
      if (name === file.peek()) return;
      kept.set(file.peek(), { state: view.state, scroll: view.scrollSnapshot() });
      const scroll = kept.get(name)?.scroll;
      const state = stateOf(name);
      file.value = name;
      view.setState(state);
      if (scroll) view.dispatch({ effects: scroll });
      if (checker.upToDate.peek() || marksIn(view.state).length === 0) putMarks();
      else lookAround();
      settle();
    },
    focus: () => view.focus(),
    step(by) {
      const marks = marksIn(view.state);
      const { head } = view.state.selection.main;
      const next = by > 0 ? marks.find(({ from }) => from > head) : marks.findLast(({ to }) => to < head);
      if (next) {
        editor.goToProblem(next.problem);
        return;
      }
      const problems = checker.latest.peek()?.problems ?? [];
      const names = [...new Set(problems.map((problem) => problem.file))].filter((name) =>
        project.files.peek().includes(name),
      );
      if (names.length === 0) {
        say('There is no problem in any file.');
        return;
      }
      const at = names.indexOf(file.peek());
      const name = names[(at < 0 && by < 0 ? 0 : at + by + names.length) % names.length] as string;
      const inIt = problems.filter((problem) => problem.file === name);
      editor.goToProblem((by > 0 ? inIt[0] : inIt.at(-1)) as Problem);
    },
    goToProblem(problem) {
      editor.open(problem.file);
      const marks = marksIn(view.state);
      const index = marks.findIndex((mark) => sameProblem(mark.problem, problem));
      const mark = marks[index];
      const start = view.state.doc.line(Math.min(problem.line, view.state.doc.lines));
      select(mark?.from ?? Math.min(start.from + problem.column - 1, start.to));
      here.value = { problem, fixes: fixesFor(problem, read) };
      view.focus();
      const line = view.state.doc.lineAt(view.state.selection.main.head).number;
      const kind = problem.severity === 'error' ? 'Error' : 'Warning';
      const fixes = here.peek()?.fixes ?? [];
      const mends =
        fixes.length === 1
          ? ` ${mod} and full stop: ${fixes[0]?.label}.`
          : fixes.length > 1
            ? ` ${mod} and full stop: ${fixes.length} fixes.`
            : '';
      const which = mark ? ` ${index + 1} of ${marks.length}` : '';
      say(`${kind}${which} in ${problem.file}, line ${line}: ${problem.message}. ${problem.help}${mends}`);
    },
    mend(fix, problem) {
      if (!checker.upToDate.peek()) {
        mendLater(fix.label, problem);
        return;
      }
      try {
        project.edit(`Fix: ${fix.label}`, fix.make);
      } catch (error) {
        if (!(error instanceof CannotEdit)) throw error;
        say(error.message);
        return;
      }
      editor.open(problem.file);
      view.focus();
      const range = fix.writeAt && rangeOf(read(problem.file), fix.writeAt);
      if (range) {
        select(range.from + 1, range.to - 1, false);
        startCompletion(view);
      }
      say(`Fixed: ${fix.label}.${range ? ' The cursor is where there is something to write.' : ''}`);
    },
    find: () => void openSearchPanel(view),
    goToLine: () => void gotoLine(view),
    foldAll: () => void foldAll(view),
    unfoldAll: () => void unfoldAll(view),
    wrap(on) {
      wraps.value = on;
      view.dispatch({ effects: wrapping.reconfigure(on ? EditorView.lineWrapping : []) });
    },
    format() {
      const name = file.peek();
      if (!project.file(name).readable.peek()) {
        say(`${name} is not JSON at the moment: mend it first.`);
        return;
      }
      const path = placeNow();
      const before = read(name);
      project.edit(`Format ${name}`, (draft) => draft.replace(name, format(draft.text(name))));
      if (read(name) === before) {
        say(`${name} is laid out well already.`);
        return;
      }
      const range = rangeOf(read(name), path);
      if (range) select(range.from, range.to, false);
      say(`${name} is laid out anew.`);
    },
    async showInPreview() {
      const at = view.state.selection.main.head;
      const path = pathAt(treeOf(view.state, at), view.state.doc, at);
      if (file.peek() === 'vignettes.json' && path[0] === 'vignettes') {
        const all = project.file('vignettes.json').value.peek();
        const vignette = fieldOf(fieldOf(all, 'vignettes'), String(path[1]));
        const answers = { ...(fieldOf(all, 'baseline') as object), ...(fieldOf(vignette, 'answers') as object) };
        workbench.play(answers, `The preview shows the vignette “${fieldOf(vignette, 'title')}”`);
        return;
      }
      const flow = checker.flow.peek();
      const target = flow && file.peek() === 'flow.json' ? targetAt(flow, path) : undefined;
      if (!target) {
        say('Put the cursor into a section, question, red flag or outcome first.');
        return;
      }
      const way = await checker.way(target);
      const name = nameOf(target);
      if (way) workbench.play(way, `The preview shows ${name}`);
      else say(`No conversation gets to ${name}`);
    },
    startRename() {
      const target = renamedAt(file.peek(), read(file.peek()), view.state.selection.main.head);
      if (target) renaming.value = target;
      else say('Put the cursor on an id first, or into what has one.');
    },
    plan(to) {
      const files = new Map(project.files.peek().map((name) => [name, read(name)]));
      return planRename(files, renaming.peek() as Renamed, to);
    },
    rename(to) {
      const target = renaming.peek();
      if (to !== undefined && target) {
        const plan = editor.plan(to);
        if (plan.refused !== undefined) return plan.refused;
        const at = placeNow();
        project.edit(`Rename "${target.id}" to "${to}"`, (draft) => {
          for (const [name, text] of plan.texts) draft.replace(name, text);
        });
        const range = rangeOf(read(file.peek()), at);
        if (range) select(range.from + 1, undefined, false);
        say(`"${target.id}" is "${to}" now, in ${plan.places.map((one) => one.file).join(', ')}.`);
      }
      renaming.value = undefined;
      view.focus();
      return undefined;
    },
  };
  return editor;
}

const sameProblem = (a: Problem, b: Problem) =>
  a === b ||
  (a.code === b.code && a.file === b.file && a.path.join('\0') === b.path.join('\0') && a.message === b.message);
const mod = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? 'Command' : 'Control';

function nameOf(target: Target): string {
  if ('question' in target) return `the question "${target.question}"`;
  if ('section' in target) return `the section "${target.section}"`;
  return 'redFlag' in target ? `the red flag "${target.redFlag}"` : `the outcome "${target.outcome}"`;
}

/** The lines that somebody was led to, for a moment. */
const showFound = StateEffect.define<{ from: number; to: number } | undefined>();
const foundLine = StateField.define({
  create: () => Decoration.none,
  update(lines, { effects, changes, state }) {
    for (const one of effects) {
      if (!one.is(showFound)) continue;
      if (!one.value) return Decoration.none;
      const [first, last] = [
        state.doc.lineAt(one.value.from),
        state.doc.lineAt(Math.min(one.value.to, state.doc.length)),
      ];
      const marked = [];
      for (let n = first.number; n <= Math.min(last.number, first.number + 60); n++)
        marked.push(Decoration.line({ class: 'source-found' }).range(state.doc.line(n).from));
      return Decoration.set(marked);
    }
    return lines.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});
