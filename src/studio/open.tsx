import { render } from 'preact';
import { openDesk } from './desk/openDesk.js';
import { openProject } from './project.js';
import { startChecker } from './proof/checker.js';
import { Studio } from './Studio.js';
import { layOut, WorkbenchProvider } from './workbench.js';
import './studio.css';

const root = document.getElementById('studio') as HTMLElement;
try {
  const desk = await openDesk();
  const files = await desk.read();
  const project = openProject(
    desk.name,
    files.map(({ name, text }) => [name, text]),
  );
  const workbench = layOut(desk, project, startChecker(project));
  render(
    <WorkbenchProvider value={workbench}>
      <Studio />
    </WorkbenchProvider>,
    root,
  );
} catch (error) {
  render(<p role="alert">The studio could not start. {(error as Error).message}</p>, root);
}
