import { effect, type Signal, signal } from '@preact/signals';
import { exampleClinic, type Workbench } from '../workbench.js';

/** What a clinic has said about its site, kept in this browser. */
export type PublishSettings = {
  /** Where the release is put, as it was written. */
  readonly host: Signal<string>;
  /** Whether the pages are on that host, too. */
  readonly sameHost: Signal<boolean>;
  /** The policy that the site has at present. */
  readonly policy: Signal<string>;
  /** For what somebody has tried the guide on their page: the version of the flow. */
  readonly tried: Signal<string>;
};

const known = new WeakMap<Workbench, PublishSettings>();

/** The settings of a workbench, with what this browser has kept of them; kept again at each change. */
export function settingsOf(workbench: Workbench): PublishSettings {
  const before = known.get(workbench);
  if (before) return before;
  const { project, preview } = workbench;
  const key = `symptom-guide-studio:publish:${project.name}`;
  const kept = load(key);
  const settings: PublishSettings = {
    host: signal(text(kept.host)),
    sameHost: signal(kept.sameHost === true),
    policy: signal(text(kept.policy)),
    tried: signal(text(kept.tried)),
  };
  // Unless somebody was quicker in this sitting.
  if (preview.attributes.peek() === exampleClinic && typeof kept.attributes === 'object' && kept.attributes !== null) {
    const attributes = Object.entries(kept.attributes).filter(([, value]) => typeof value === 'string');
    preview.attributes.value = Object.fromEntries(attributes) as Record<string, string>;
  }
  effect(() => {
    const { host, sameHost, policy, tried } = settings;
    save(key, {
      host: host.value,
      sameHost: sameHost.value,
      policy: policy.value,
      tried: tried.value,
      attributes: preview.attributes.value,
    });
  });
  known.set(workbench, settings);
  return settings;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function load(key: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(localStorage.getItem(key) ?? '{}')) as Record<string, unknown>;
  } catch {
    // Refused, or not ours.
    return {};
  }
}

function save(key: string, value: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Refused or full: then it is told anew next time.
  }
}
