// tidegate lift and tidegate quarantine: a named person lets a revision through again, or bars it.

import type { Ports } from '../flows/ports.ts';
import {
  liftQuarantine,
  type Quarantined,
  type QuarantineWish,
  quarantineByHand,
} from '../flows/quarantines.ts';
import { openDeployed, type Where } from './deployed.ts';
import { print, printJson } from './output.ts';

interface Asked extends Where {
  readonly pipeline: string;
  readonly what: string;
  readonly reason: string;
  readonly json: boolean;
}

export function lift(asked: Asked): Promise<number> {
  return act(asked, liftQuarantine, 'may be promoted again');
}

export function quarantine(asked: Asked): Promise<number> {
  return act(asked, quarantineByHand, 'must not be promoted');
}

async function act(
  { pipeline, what, reason, json, ...where }: Asked,
  run: (ports: Ports, wish: QuarantineWish) => Promise<Quarantined>,
  then: string,
): Promise<number> {
  const { ports, person } = await openDeployed(where);
  const done = await run(ports, { pipeline, what, reason, by: person });
  if (json) printJson({ ...done, by: person, reason });
  else print([`${pipeline}: ${done.label} ${then}, says ${person}`, ...done.changed.map(lineOf)]);
  return 0;
}

function lineOf(changed: string): string {
  return `  ${changed}`;
}
