// Keeps the marks of releases on a service's dashboard. Nothing hangs on it: what cannot be written is said in the log,
// and comes with the next look.

import { secondsLeft } from '../aws/time-left.ts';
import { type Mark, markOf, marksIn, withMarks } from '../core/board/deployment-marks.ts';
import { keys } from '../core/keys.ts';
import type { Open } from '../core/release.ts';
import { hasOpened } from '../core/wave.ts';
import { orLogged } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

type Needed = Pick<Ports, 'dashboards' | 'table' | 'log'>;

/** Those that are named, and those that were marked while they ran. */
export async function markDeployments(
  ports: Needed,
  pipeline: string,
  releases: readonly string[],
): Promise<void> {
  await orLogged(ports, { pipeline, marks: releases.join(', ') }, () =>
    ports.dashboards.change(pipeline, async (body) => {
      const running = marksIn(body).filter(({ outcome }) => outcome === undefined);
      const asked = new Set([...releases, ...running.map(({ release }) => release)]);
      const marks = await sideBySide([...asked], (id) => markFor(ports, pipeline, id));
      return withMarks(
        body,
        marks.filter((mark) => mark !== undefined),
      );
    }),
  );
}

/** How much of a sweep's time must be left for a dashboard, which nobody waits for. */
const MARK_SECONDS = 30;

/** Those that are open, as the sweep finds them. */
export async function markOpen(ports: Needed, open: readonly Open[]): Promise<void> {
  for (const [pipeline, releases] of Map.groupBy(open, (it) => it.pipeline)) {
    if (secondsLeft() < MARK_SECONDS) return;
    const ids = releases.map(({ release }) => release);
    await markDeployments(ports, pipeline, ids);
  }
}

/** Undefined until it has changed anything. */
async function markFor({ table }: Needed, pipeline: string, id: string): Promise<Mark | undefined> {
  const [release, first] = await Promise.all([
    table.get(keys.release(pipeline, id)),
    table.get(keys.wave(id, 0)),
  ]);
  if (release === undefined || first === undefined || !hasOpened(first)) return undefined;
  return markOf(release, first.openedAt);
}

/**
 * Whose an execution is that has ended: a wave's or a rollback's is named after its release, a release's own says its
 * pipeline as it was started.
 */
export function markedBy({
  name = '',
  input,
}: {
  readonly name?: string | undefined;
  readonly input?: string | null | undefined;
}): { readonly pipeline: string; readonly releases: readonly string[] } | undefined {
  const [, release, pipeline] = /^((.+)-[0-9a-f]{12}-\d+)-(?:wave|rollback)\b/.exec(name) ?? [];
  if (release !== undefined && pipeline !== undefined) return { pipeline, releases: [release] };
  const said = PIPELINE.exec(input ?? '')?.[1];
  return said === undefined ? undefined : { pipeline: said, releases: [] };
}

/** Nothing else in such an input has this key, and a pipeline's name needs no escapes. */
const PIPELINE = /"pipeline"\s*:\s*"([^"\\]+)"/;
