// A deployable as a target of a stage.

import type { TargetInput } from '../../core/pipeline/schema.ts';
import type { Deployable, Discovery } from './discovery.ts';
import { alarmsAtEdge } from './site-words.ts';
import { asName, STAGES, type StageName, slugOf, wordsOf } from './stage-names.ts';
import {
  alarmsOf,
  strategyOf,
  TELLS_NOTHING,
  trafficOf,
  watchOf,
  withoutNames,
  wordsFor,
} from './target-words.ts';
import type { Unknowns } from './unknowns.ts';

/** What the bake of a target's wave asks for. */
export interface Bake {
  readonly seconds: number;
  /** How many minutes with data, of a target that has any at all times. */
  readonly atLeast: number;
}

export interface Targets {
  /** The targets of a discovery; with data points if its wave bakes. */
  of(stage: StageName, discovery: Discovery, bake?: Bake): TargetInput[];
  /** What was found to be impossible on the way. */
  notes(): readonly string[];
}

interface Holder {
  readonly stage: StageName;
  readonly id: string;
}

export function newTargets(unknowns: Unknowns): Targets {
  const names = new Set<string>();
  const places = new Map<string, Holder>();
  const notes = new Set<string>();
  const slugs = newSlugs();

  function targetOf(stage: StageName, at: Discovery, given: Deployable, slug: string, bake?: Bake) {
    const number = STAGES.indexOf(stage) + 1;
    const account = at.account ?? unknowns.account(number, `the account of ${stage}`);
    const region = at.region ?? unknowns.region();
    const place = `${account}/${region}`;
    const holder = placesOf(given, place).flatMap((each) => places.get(each) ?? [])[0];
    if (holder) notes.add(sharedText(stage, given, holder, place));
    const found = holder ? withoutNames(given) : given;
    const name = nameFor(stage, at, slug, names);
    const placing = { stage, found, slug, unknowns, name };
    const words = wordsFor(placing);
    for (const each of placesOf(found, place)) places.set(each, { stage, id: given.id });
    const watch = watchOf(placing);
    const strategy = strategyOf(found);
    const atLeast = bake && dataPointsIn(bake, found);
    if (bake && atLeast === undefined) notes.add(rareText(found));
    const isBlind =
      bake !== undefined && (atLeast === undefined || TELLS_NOTHING.includes(found.kind));
    const alarms = alarmsOf(placing, isBlind);
    const traffic = atLeast && trafficOf(placing, words, place);
    return {
      name,
      account,
      region,
      ...words,
      ...(strategy && { strategy }),
      ...(alarms.length > 0 && { alarms: placedAlarms(found, alarms) }),
      ...(traffic && atLeast && { dataPoints: { ...traffic, atLeast } }),
      ...(watch.length > 0 && { watch: [...watch] }),
    };
  }

  return {
    of(stage, discovery, bake) {
      const slugFor = slugs.inOnePlace();
      return discovery.deployables.map((found) =>
        targetOf(stage, discovery, found, slugFor(found.id), bake),
      );
    },
    notes: () => [...notes],
  };
}

/** A word for each deployable, the same wherever it stands, and no other's: two stacks may call two things alike. */
function newSlugs() {
  const slugs = new Map<string, string>();
  const taken = new Set<string>();
  return {
    inOnePlace() {
      const seen = new Map<string, number>();
      return (id: string): string => {
        const count = (seen.get(id) ?? 0) + 1;
        seen.set(id, count);
        const key = `${id}#${count}`;
        const own = [slugOf(id), asName(wordsOf(id).join('-'))].find(
          (each) => each !== '' && !taken.has(each),
        );
        const slug = slugs.get(key) ?? own ?? numbered(slugOf(id).slice(0, 36), taken);
        slugs.set(key, slug);
        taken.add(slug);
        return slug;
      };
    },
  };
}

/** The template’s are where its stack is; one to fill in for a site is where CloudFront’s metrics are. */
function placedAlarms({ kind, ...found }: Deployable, names: readonly string[]) {
  const isOwn = found.alarms.length + found.unknownAlarms.length > 0;
  return kind === 'site' && !isOwn ? alarmsAtEdge(names) : [...names];
}

/** What can come while it bakes; undefined where nothing need. */
function dataPointsIn({ seconds, atLeast }: Bake, found: Deployable): number | undefined {
  const { secondsBetweenRuns: between } = found;
  if (between === undefined) return atLeast;
  const runs = Math.floor(seconds / between);
  return runs === 0 ? undefined : Math.min(atLeast, runs);
}

function rareText({ id, secondsBetweenRuns = 0 }: Deployable): string {
  const hours = Math.round(secondsBetweenRuns / 360) / 10;
  return (
    `${id} runs only by a schedule, every ${hours} hours or so: a shorter bake sees none of its runs and asks for no data ` +
    'points of it; let a test of the stage run it, and have its alarms written from the template, which says how often it runs'
  );
}

/** What no two targets may share. */
function placesOf(
  { application, deploymentGroup, function: named, ...found }: Deployable,
  place: string,
) {
  const { alias, cluster, service, stack, machine, site, configuration: told } = found;
  return [
    ...(stack?.name ? [`${place}/stack ${stack.name}`] : []),
    ...(service ? [`${place}/${cluster ?? ''}/${service}`] : []),
    ...(told?.profile && told.environment
      ? [`${place}/${told.application ?? ''}/${told.environment}/${told.profile}`]
      : []),
    ...(site?.bucket ? [`bucket ${site.bucket}`] : []),
    ...(site?.distribution ? [`distribution ${site.distribution}`] : []),
    ...(machine ? [`${place}/machine ${machine}`] : []),
    ...(application && deploymentGroup ? [`${place}/${application}/${deploymentGroup}`] : []),
    ...(named ? [`${place}/${named}:${alias ?? ''}`] : []),
  ];
}

function sharedText(stage: StageName, { id }: Deployable, holder: Holder, place: string): string {
  if (holder.stage === stage)
    return (
      `${holder.id} and ${id} have the same name in ${stage}, both in ${place}: one of them is called otherwise, or ` +
      'they are one; fill in the name of the second, or take its targets out'
    );
  return (
    `${id} has the same name in ${stage} as in a stage before it, both in ${place}: a stage of its own needs its own ` +
    `account, region or name; give --account ${stage}=ID or --region ${stage}=REGION, or let the name hold the stage`
  );
}

/** As short as it can be: the stage, the region where there are several, and the thing where there are several. */
function nameFor(
  stage: StageName,
  { region, deployables }: Discovery,
  slug: string,
  names: Set<string>,
): string {
  const thing = deployables.length > 1 ? [slug] : [];
  const short = asName([stage, ...thing].join('-'));
  const long = asName([stage, ...(region ? [region] : []), ...thing].join('-'));
  const name = [short, long].find((each) => !names.has(each)) ?? numbered(long.slice(0, 36), names);
  names.add(name);
  return name;
}

function numbered(base: string, names: ReadonlySet<string>, number = 2): string {
  const name = `${base}-${number}`;
  return names.has(name) ? numbered(base, names, number + 1) : name;
}
