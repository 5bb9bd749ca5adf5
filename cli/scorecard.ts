// tidegate scorecard: where each service stands on the ladder of good practice, and what it lacks; the worst first.

import type { AppliedPolicy } from '../core/practice/applied-policy.ts';
import { PROVEN, stepName } from '../core/practice/ladder.ts';
import {
  type Card,
  cardOf,
  type Lack,
  type Service,
  worstFirst,
} from '../core/practice/scorecard.ts';
import { readPolicy } from '../flows/policy.ts';
import { readServices } from '../flows/services.ts';
import { openDeployed } from './deployed.ts';
import { policyFrom } from './findings.ts';
import { print, printJson } from './output.ts';
import { readPipeline } from './pipeline-file.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly files: readonly string[];
  readonly policy: string | undefined;
  readonly json: boolean;
}

/** Of the files named, without AWS; else of all pipelines in the table of a deployed Tidegate. */
export async function scorecard({ files, policy: named, json, ...where }: Asked): Promise<number> {
  const given = named === undefined ? undefined : policyFrom(named);
  const { services, inForce } =
    files.length > 0
      ? {
          services: files.map(serviceIn),
          inForce: { version: 0, policy: policyFrom(undefined) },
        }
      : await deployed(where);
  const applied: AppliedPolicy = given ? { version: 0, policy: given } : inForce;
  const now = new Date();

  const cards = worstFirst(services.map((service) => cardOf(service, applied.policy, now)));
  const policy = { name: applied.policy.policy, version: applied.version };
  if (json) printJson({ policy, services: cards });
  else print(linesOf(cards, policy.name));
  return 0;
}

function serviceIn(file: string): Service {
  return { pipeline: readPipeline(file) };
}

async function deployed(where: Where) {
  const { ports } = await openDeployed(where);
  return { services: await readServices(ports), inForce: await readPolicy(ports) };
}

function linesOf(cards: readonly Card[], policy: string): string[] {
  if (cards.length === 0) return ['No pipeline has been applied yet.'];
  const width = Math.max(...cards.map(({ pipeline }) => pipeline.length));
  const counts = Array.from({ length: PROVEN + 1 }, (_, level) => level)
    .map((level) => ({ level, count: cards.filter((card) => card.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${stepName(level)}`);
  const total = `${cards.length === 1 ? '1 service' : `${cards.length} services`} by policy ${policy}: ${counts.join(', ')}.`;
  return [...cards.flatMap((card) => cardLines(card, width)), total];
}

function cardLines(card: Card, width: number): string[] {
  const { pipeline, owner, contact, level, step, lacks, refusedFor, waivers, lastPromoted } = card;
  const whose = [owner ?? 'no owner', ...(contact ? [contact] : [])].join(', ');
  return [
    `${String(level)}  ${step.padEnd(6)}  ${pipeline.padEnd(width)}  ${whose}`,
    ...(refusedFor.length > 0
      ? [`     its next release is refused: ${refusedFor.join(', ')}`]
      : []),
    ...(lacks.length > 0 ? [`     to ${stepName(level + 1)} it lacks`] : []),
    ...lacks.flatMap((lack) => [`       ${lackText(lack)}`, `         to fix: ${lack.fix}`]),
    ...(level < PROVEN - 1 && lastPromoted
      ? lastPromoted.broken.map((lack) => `     release ${lastPromoted.id} broke ${lackText(lack)}`)
      : []),
    ...waivers.map(
      ({ rule, owner: by, daysLeft, standing, reason }) =>
        `     waiver of ${rule} by ${by}: ${standing === 'inForce' ? `${daysLeft} days left` : 'waives nothing'} (${reason})`,
    ),
    '',
  ];
}

function lackText({ rule, text, count }: Lack): string {
  return `${rule && `${rule}: `}${text}${count > 1 ? ` (and ${count - 1} more)` : ''}`;
}
