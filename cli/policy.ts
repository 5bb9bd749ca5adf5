// tidegate policy: stores an organisation's policy in the table of a deployed Tidegate, or shows the one in force.

import type { AppliedPolicy } from '../core/practice/applied-policy.ts';
import { parsePolicy } from '../core/practice/policy.ts';
import { ruleNamed } from '../core/practice/rules.ts';
import { readPolicy } from '../flows/policy.ts';
import { command } from './commands.ts';
import { openDeployed } from './deployed.ts';
import { readText } from './files.ts';
import { print, printJson } from './output.ts';
import { refuseUsage } from './usage.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly action: 'apply' | 'show';
  readonly file: string | undefined;
  readonly reason: string | undefined;
  readonly api: string | undefined;
  readonly json: boolean;
}

export async function policy(asked: Asked): Promise<number> {
  const { action, file, reason, json, ...where } = asked;
  if (action === 'apply' && file === undefined)
    throw refuseUsage('expected one policy file to apply, got none');
  if (action === 'show' && file !== undefined)
    throw refuseUsage('expected apply FILE or show, got show with a file');
  if (file !== undefined) return applyFile(file, asked);
  const { ports } = await openDeployed(where);
  const inForce = await readPolicy(ports);
  if (json) printJson(inForce);
  else print(linesOf(inForce));
  return 0;
}

async function applyFile(file: string, { json, reason, ...where }: Asked): Promise<number> {
  const text = readText(file);
  parsePolicy(text, file);
  const { facts } = await command(where, 'policy', { text, file, reason }, { json });
  // It comes as it was kept, with all that the file leaves out.
  if (!json) print(linesOf(facts as unknown as AppliedPolicy));
  return 0;
}

/** What the policy means, a rule a line; after the level what differs from the rule's own settings. */
function linesOf({
  version,
  appliedAt,
  policy: { policy: name, rules, waivers },
}: AppliedPolicy): string[] {
  const head =
    version === 0
      ? 'No policy has been applied: lint, plan and scorecard go by the default one, and no release is checked as it starts.'
      : `Policy ${name}: version ${version} is in force, applied ${appliedAt}.`;
  const width = Math.max(...Object.keys(rules).map((id) => id.length));
  const lines = Object.entries(rules).map(([id, { level, ...settings }]) => {
    const usual = { ...ruleNamed(id)?.settings.parse({}) } as Record<string, unknown>;
    const own = Object.entries(settings).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key]),
    );
    const said = own.map(
      ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    return `  ${id.padEnd(width)}  ${level.padEnd(7)}  ${said.join(', ')}`.trimEnd();
  });
  return [head, ...lines, `  Waivers last ${waivers.longestDays} days at most.`];
}
