// tidegate policy: stores an organisation's policy in the table of a deployed Tidegate, or shows the one in force.

import { nearest } from '../core/nearest.ts';
import { parsePolicy } from '../core/practice/policy.ts';
import { ruleNamed } from '../core/practice/rules.ts';
import { type AppliedPolicy, applyPolicy, readPolicy } from '../flows/policy.ts';
import { readArguments, refuseUsage } from './arguments.ts';
import { DEPLOYED_USAGE, deployedOptions, openDeployed } from './deployed.ts';
import { readText } from './files.ts';

const USAGE = `tidegate policy apply FILE | show ${DEPLOYED_USAGE} [--json]`;

export async function policy(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    { ...deployedOptions, json: { type: 'boolean', default: false } },
    USAGE,
  );
  const change = changeOf(positionals);
  const { ports } = await openDeployed(values);

  const inForce = change ? await applyPolicy(ports, change) : await readPolicy(ports);
  process.stdout.write(values.json ? `${JSON.stringify(inForce, null, 2)}\n` : textOf(inForce));
  return 0;
}

/** The policy to be applied, if one is. */
function changeOf([doing, file, ...rest]: readonly string[]) {
  if (doing === 'show' && file === undefined) return undefined;
  if (doing === 'apply' && file !== undefined && rest.length === 0)
    return parsePolicy(readText(file), file);
  if (doing === 'apply') throw refuseUsage('expected one policy file to apply', USAGE);
  const meant = nearest(doing ?? '', ['apply', 'show']);
  const hint = meant ? `; did you mean ${meant}?` : '';
  throw refuseUsage(`expected apply FILE or show, got ${doing ?? 'neither'}${hint}`, USAGE);
}

/** What the policy means, a rule a line; after the level what differs from the rule's own settings. */
function textOf({
  version,
  appliedAt,
  policy: { policy: name, rules, waivers },
}: AppliedPolicy): string {
  const head =
    version === 0
      ? 'No policy has been applied: lint, plan and scorecard go by the default one, and no release is judged as it starts.'
      : `Policy ${name}: version ${version} is in force, applied ${appliedAt}.`;
  const width = Math.max(...Object.keys(rules).map((id) => id.length));
  const lines = Object.entries(rules).map(([id, { level, ...settings }]) => {
    const usual = ruleNamed(id).settings.parse({}) as unknown as Record<string, unknown>;
    const own = Object.entries(settings).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key]),
    );
    const said = own.map(
      ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    return `  ${id.padEnd(width)}  ${level.padEnd(7)}  ${said.join(', ')}`.trimEnd();
  });
  return [head, ...lines, `  Waivers last ${waivers.longestDays} days at most.`, ''].join('\n');
}
