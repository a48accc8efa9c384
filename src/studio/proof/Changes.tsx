import { useWorkbench } from '../workbench.js';

/** What is different from the flow that is saved: who ends elsewhere, in words. */
export function Changes() {
  const { checker } = useWorkbench();
  return <p>{checker.latest.value?.comparison?.differently.toString()}</p>;
}
