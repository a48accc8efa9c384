import { render } from 'preact';
import type { Desk } from './desk/desk.js';
import { openDesk } from './desk/openDesk.js';
import { Start } from './desk/Start.js';
import { openProject } from './project.js';
import { startChecker } from './proof/checker.js';
import { Studio } from './Studio.js';
import { layOut, WorkbenchProvider } from './workbench.js';
import './studio.css';

const root = document.getElementById('studio') as HTMLElement;

/** Lays out the studio over what is on a desk. */
async function start(desk: Desk): Promise<void> {
  const files = desk.starts ?? (await desk.read());
  const project = openProject(
    desk.name,
    files.map(({ name, text }) => [name, text]),
  );
  // Nothing of what a new flow starts with is saved anywhere.
  for (const { name } of desk.starts ?? []) project.settle(name, undefined);
  const workbench = layOut(desk, project, startChecker(project));
  document.title = `${desk.name}: studio of the symptom guide`;
  render(
    <WorkbenchProvider value={workbench}>
      <Studio />
    </WorkbenchProvider>,
    root,
  );
}

const fail = (error: unknown) =>
  render(<p role="alert">The studio could not start. {(error as Error).message}</p>, root);

try {
  const desk = await openDesk();
  if (desk) await start(desk);
  else render(<Start onOpen={(chosen) => start(chosen).catch(fail)} />, root);
} catch (error) {
  fail(error);
}
