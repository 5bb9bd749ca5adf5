// Checks a pipeline against an organisation's policy: which rules it breaks, where, and what follows.

import type { WaiverDefinition } from '../pipeline/schema.ts';
import { wholeWaves } from '../slices.ts';
import { type Level, type RuleSettings, settingsOf } from './policy-settings.ts';
import type { Breach, Rule, Seen } from './rule.ts';
import { ruleNamed, rules } from './rules.ts';
import type { Subject } from './subject.ts';
import { daysLeft, standingOf } from './waivers.ts';

export interface BrokenRule {
  readonly rule: string;
  readonly level: Exclude<Level, 'off'>;
  readonly path: readonly PropertyKey[];
  readonly text: string;
  readonly fix: string;
  /** See `Breach`. */
  readonly unsure?: true;
  /** Absent unless it is waived: then nothing follows from it. */
  readonly waiver?: WaiverDefinition & { readonly daysLeft: number };
}

/** Every place where a rule is broken, in the order of the rules. Rules that are off are not checked. */
export function brokenRulesOf(
  subject: Subject,
  seen: readonly Seen[] = ['file', 'waves', 'start'],
): BrokenRule[] {
  const checked = rules.filter(({ sees }) => seen.includes(sees));
  const { plan, waves } = subject;
  // A wave is what somebody wrote, in how many slices soever it is carried out.
  const whole = { ...subject, plan: wholeWaves(plan), waves: wholeWaves(waves) };
  const broken = checked.flatMap((each) => brokenBy(each, whole));
  return [...broken, ...idleWaivers(whole, checked, broken)];
}

function brokenBy(rule: Rule, subject: Subject): BrokenRule[] {
  const settings = settingsOf(subject.policy, rule.id);
  const level = levelOn(settings, subject.now);
  if (level === 'off') return [];
  const waiver = waiverOf(rule.id, subject);
  return rule.check(subject, settings).map(({ path, text, fix, unsure }: Breach) => ({
    rule: rule.id,
    level: unsure ? 'advise' : level,
    path,
    text,
    fix: fix ?? fixFor(rule, subject),
    ...(unsure && { unsure }),
    ...(waiver && { waiver }),
  }));
}

/** A rule's examples are of the pipeline checkout; what is to be written here is this pipeline's own. */
function fixFor({ fix }: Rule, { pipeline }: Pick<Subject, 'pipeline'>): string {
  return fix.replaceAll(/\bcheckout\b/g, pipeline.pipeline);
}

/** A rule's level at a time: before its day, `enforce` only warns. */
export function levelOn({ level, effectiveFrom }: RuleSettings, now: Date): Level {
  const early =
    effectiveFrom !== undefined && now.getTime() < Date.parse(`${effectiveFrom}T00:00:00Z`);
  return level === 'enforce' && early ? 'warn' : level;
}

/** Of several waivers of a rule, the one that lasts longest. */
function waiverOf(rule: string, { pipeline, policy, now }: Subject): BrokenRule['waiver'] {
  const [waiver] = (pipeline.waivers ?? [])
    .filter((each) => each.rule === rule && standingOf(each, policy, now) === 'inForce')
    .sort((a, b) => (a.expires < b.expires ? 1 : -1));
  return waiver && { ...waiver, daysLeft: daysLeft(waiver, now) };
}

/** A waiver of a rule that holds is said, so that it is taken out. */
function idleWaivers(
  { pipeline, policy, now, atStart }: Subject,
  checked: readonly Rule[],
  broken: readonly BrokenRule[],
): BrokenRule[] {
  const own = checked.find(({ id }) => id === 'waivers');
  if (own === undefined || settingsOf(policy, own.id).level === 'off') return [];
  return (pipeline.waivers ?? []).flatMap((waiver, index): BrokenRule[] => {
    if (standingOf(waiver, policy, now) !== 'inForce') return [];
    // What only a release's start can tell is not known to hold.
    if (atStart === undefined && waiver.rule.startsWith('alarms-')) return [];
    if (atStart === undefined && ruleNamed(waiver.rule)?.sees === 'start') return [];
    if (broken.some(({ rule }) => rule === waiver.rule)) return [];
    const text = `expected a waiver of a rule that is broken, got one of ${waiver.rule}, which holds`;
    const fix = fixFor(own, { pipeline });
    return [{ rule: 'waivers', level: 'advise', path: ['waivers', index], text, fix }];
  });
}

/** What stands in the way of a release: rules that are enforced, broken, and not waived. */
export function forbidding<Broken extends { readonly level: string; readonly waiver?: unknown }>(
  broken: readonly Broken[],
): Broken[] {
  return broken.filter(({ level, waiver }) => level === 'enforce' && waiver === undefined);
}

/** `waived by team-checkout until 2027-01-31 (30 days left): one region only`. */
export function waiverText({
  owner,
  expires,
  daysLeft: left,
  reason,
}: NonNullable<BrokenRule['waiver']>): string {
  return `waived by ${owner} until ${expires} (${left === 1 ? '1 day' : `${left} days`} left): ${reason}`;
}
