// tidegate scorecard: where each service stands on the ladder of good practice, and what it lacks; the worst first.

import { PROVEN, stepName } from '../core/practice/ladder.ts';
import {
  type Card,
  cardOf,
  type Lack,
  type Service,
  worstFirst,
} from '../core/practice/scorecard.ts';
import { type AppliedPolicy, readPolicy } from '../flows/policy.ts';
import { readServices } from '../flows/services.ts';
import { readArguments } from './arguments.ts';
import { DEPLOYED_USAGE, deployedOptions, openDeployed } from './deployed.ts';
import { policyFrom } from './findings.ts';
import { readPipeline } from './pipeline-file.ts';

const USAGE = `tidegate scorecard [FILE...] [--policy FILE] ${DEPLOYED_USAGE} [--json]`;

/** Of the files named, without AWS; else of all pipelines in the table of a deployed Tidegate. */
export async function scorecard(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      ...deployedOptions,
      policy: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const given = values.policy === undefined ? undefined : policyFrom(values.policy);
  const { services, inForce } =
    positionals.length > 0
      ? {
          services: positionals.map(serviceIn),
          inForce: { version: 0, policy: policyFrom(undefined) },
        }
      : await deployed(values);
  const applied: AppliedPolicy = given ? { version: 0, policy: given } : inForce;
  const now = new Date();

  const cards = worstFirst(services.map((service) => cardOf(service, applied.policy, now)));
  const policy = { name: applied.policy.policy, version: applied.version };
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ policy, services: cards }, null, 2)}\n`
      : textOf(cards, policy.name),
  );
  return 0;
}

function serviceIn(file: string): Service {
  return { pipeline: readPipeline(file) };
}

async function deployed(where: Parameters<typeof openDeployed>[0]) {
  const { ports } = await openDeployed(where);
  return { services: await readServices(ports), inForce: await readPolicy(ports) };
}

function textOf(cards: readonly Card[], policy: string): string {
  if (cards.length === 0) return 'No pipeline has been applied yet.\n';
  const width = Math.max(...cards.map(({ pipeline }) => pipeline.length));
  const counts = Array.from({ length: PROVEN + 1 }, (_, level) => level)
    .map((level) => ({ level, count: cards.filter((card) => card.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${stepName(level)}`);
  const total = `${cards.length === 1 ? '1 service' : `${cards.length} services`} by policy ${policy}: ${counts.join(', ')}.`;
  return [...cards.flatMap((card) => cardLines(card, width)), total, ''].join('\n');
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
