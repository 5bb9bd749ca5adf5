// Stages of a team's people that nobody has used for long: they go away by nobody but whoever they are of.

import { ranges } from '../../core/keys.ts';
import { keysOf, PERSONAL_PREFIX } from '../../core/personal/own-objects.ts';
import { readNamed } from '../../flows/definitions.ts';
import { listReleases } from '../../flows/find-release.ts';
import { orLogged, readableItems } from '../../flows/one-by-one.ts';
import type { Ports } from '../../flows/ports.ts';
import { sideBySide } from '../../flows/side-by-side.ts';

const IDLE_MILLIS = 7 * 86_400_000;

/** A line for each that has had no release for a week. */
export async function idleStages(
  ports: Ports,
  { team, own, now }: { readonly team: string; readonly own: string; readonly now: number },
): Promise<string[]> {
  const names = await readableItems(ports, ranges.pipelineNames());
  const others = names
    .map(({ pipeline }) => pipeline)
    .filter((name) => name !== own && name.includes('-dev-'));
  const lines = await sideBySide(others, (name) =>
    orLogged(ports, { pipeline: name }, async () => {
      const definition = await readNamed(ports, name);
      const [key] = definition ? keysOf(definition.pipeline.source) : [];
      const begins = `${PERSONAL_PREFIX}${team}/`;
      if (definition === undefined || !key?.startsWith(begins)) return undefined;
      const [last] = await listReleases(ports, name);
      const at = last?.startedAt ?? definition.appliedAt;
      if (now - Date.parse(at) < IDLE_MILLIS) return undefined;
      const [person] = key.slice(begins.length).split('/');
      return `${name} has had no release since ${at.slice(0, 10)}: whoever it is of takes it away by --as ${person} --remove`;
    }),
  );
  return lines.filter((line) => line !== undefined);
}
