import { type Diagnostic, forEachDiagnostic, setDiagnostics } from '@codemirror/lint';
import type { EditorState, Text, TransactionSpec } from '@codemirror/state';
import type { Problem } from '../../check/problem.js';

/** A problem of the checker as a mark in the text. */
type Mark = Diagnostic & { problem: Problem };

/** Puts the problems of one file in place of the marks there were; `draw` makes what is shown where the mouse rests. */
export function marksFor(
  state: EditorState,
  problems: readonly Problem[],
  draw: (problem: Problem) => HTMLElement,
): TransactionSpec {
  const marks = problems.map((problem): Mark => {
    const from = offsetOf(state.doc, problem.line, problem.column);
    const to = Math.max(from, offsetOf(state.doc, problem.endLine, problem.endColumn));
    const { severity, message } = problem;
    return { problem, from, to, severity, message, renderMessage: () => draw(problem) };
  });
  return setDiagnostics(state, marks);
}

/** The problems where they are now: marks move along with what is typed before them. */
export function marksIn(state: EditorState): { problem: Problem; from: number; to: number }[] {
  const marks: { problem: Problem; from: number; to: number }[] = [];
  forEachDiagnostic(state, (mark, from, to) => marks.push({ problem: (mark as Mark).problem, from, to }));
  return marks.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Lines and columns count from 1; what is beyond the text is at its end. */
function offsetOf(doc: Text, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + column - 1, to);
}
