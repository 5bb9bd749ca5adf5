// tidegate dev FILE: a team's own functions as a stage of one's own, with the same gates in miniature, followed live.

import { invokeAlias } from '../../aws/personal-aliases.ts';
import { Failure, isFailure } from '../../core/failure.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import { refusePlaceholders } from '../../core/pipeline/placeholders.ts';
import { forbidding } from '../../core/practice/broken-rules.ts';
import { readNamed } from '../../flows/definitions.ts';
import { type Deployed, openDeployed } from '../deployed.ts';
import { readText } from '../files.ts';
import { type FileFinding, findingLines, findingsIn, rulesInForce } from '../findings.ts';
import { print, printErrors, printFile, printJson, printJsonLine } from '../output.ts';
import { parsePipelineFile } from '../pipeline-file.ts';
import { type StopSignal, stopSignal } from '../stop-signal.ts';
import { refuseUsage } from '../usage.ts';
import { type Built, pathsIn, readBuilt } from './artifact.ts';
import type { PersonalAsked } from './asked.ts';
import { type Calls, callsOf, eventIn, refuseCounted } from './calls.ts';
import { followPersonal } from './follow.ts';
import { idleStages } from './idle.ts';
import { make, refuseUnappliable } from './make.ts';
import { accessOf, type Prepared, prepare, prepareUnseen } from './prepare.ts';
import { beginRelease } from './release.ts';
import { removePersonal } from './remove.ts';
import { planOfPersonal, preparedLines } from './tell.ts';
import { changedSince } from './watch.ts';
import { bucketFor, namesFor, refuseAnothers, refuseOtherAccount } from './where.ts';

export async function personal(asked: PersonalAsked): Promise<number> {
  refuseMixed(asked);
  const text = readText(asked.file);
  const team = parsePipelineFile(text, asked.file);
  refusePlaceholders(team, text, asked.file);
  if (asked.show && isSaid(asked)) return shown(asked, prepareUnseen(team, unseenOf(asked, team)));
  const deployed = await openDeployed(asked);
  const { account, region, person, ports } = deployed;
  refuseOtherAccount(asked.account, account);
  const names = namesFor(team, asked.as, person);
  const inForce = await readNamed(ports, names.pipeline);
  refuseAnothers(inForce, names, person);
  if (asked.remove) return removePersonal(asked, deployed, names, team);
  const prepared = await prepare(deployed, team, {
    names,
    place: { account, region },
    bucket: bucketFor(asked, team, inForce),
    inProduction: asked['in-production-account'],
  });
  if (asked.show) return shown(asked, prepared);
  return brought(asked, deployed, prepared, team.pipeline);
}

function refuseMixed({ show, remove, watch, again, artifact }: PersonalAsked): void {
  if (show && remove) throw refuseUsage('expected --show or --remove, got both');
  if (watch && again) throw refuseUsage('expected --watch or --again, got both');
  if ((remove || show) && (watch || again))
    throw refuseUsage(
      `expected ${remove ? '--remove' : '--show'} alone, got ${watch ? '--watch' : '--again'} beside it`,
    );
  if (remove && artifact.length > 0)
    throw refuseUsage('expected --remove without --artifact: nothing is released');
}

type Said = PersonalAsked & {
  readonly as: string;
  readonly account: string;
  readonly region: string;
};

/** Nobody need be asked then who it is, and where. */
function isSaid(asked: PersonalAsked): asked is Said {
  return [asked.as, asked.account, asked.region].every((each) => each !== undefined);
}

function unseenOf(asked: Said, team: Parameters<typeof namesFor>[0]) {
  return {
    names: namesFor(team, asked.as, ''),
    place: { account: asked.account, region: asked.region },
    bucket: bucketOr(asked, team),
    inProduction: asked['in-production-account'],
  };
}

function bucketOr(asked: Said, team: Parameters<typeof namesFor>[0]): string {
  try {
    return bucketFor(asked, team, undefined);
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return 'your-bucket';
  }
}

/** What is wrong with the derived pipeline refuses it whole. */
function lintOf({ policy }: PersonalAsked, { file, text, pipeline }: Prepared): FileFinding[] {
  return findingsIn(file, text, pipeline, rulesInForce(policy));
}

function shown(asked: PersonalAsked, prepared: Prepared): number {
  const findings = lintOf(asked, prepared);
  const { names, place, leftOut, shortened, counted, pipeline } = prepared;
  if (asked.json)
    printJson({
      names,
      place,
      pipeline,
      leftOut,
      shortened,
      counted,
      plan: planOfPersonal(prepared),
      findings,
    });
  else {
    print(preparedLines(prepared, findings));
    printFile(`\n${prepared.text}`);
  }
  return forbidding(findings).length > 0 ? 2 : 0;
}

async function brought(
  asked: PersonalAsked,
  deployed: Deployed,
  prepared: Prepared,
  team: string,
): Promise<number> {
  const paths = pathsIn(
    asked.artifact,
    prepared.objects.map(({ part }) => part),
  );
  const built = paths.map(readBuilt);
  const payload = asked.invoke === undefined ? undefined : eventIn(asked.invoke);
  refuseCounted(asked, prepared);
  const findings = lintOf(asked, prepared);
  if (!asked.json) print(preparedLines(prepared, findings));
  if (forbidding(findings).length > 0)
    throw new Failure('Refused', findingLines(forbidding(findings)).join('\n'));
  await refuseUnappliable(asked, prepared);
  const did = await make(asked, deployed, prepared);
  if (asked.json)
    printJsonLine({ pipeline: prepared.names.pipeline, leftOut: prepared.leftOut, did });
  else print(['', ...did]);
  const now = await deployed.now();
  const idle = await idleStages(deployed.ports, { team, own: prepared.names.pipeline, now });
  if (idle.length > 0) tellOf(asked, idle.join('\n'));
  const signal = stopSignal();
  const calls = payload && callsWith(payload, { asked, deployed, prepared });
  try {
    return await rounds({ asked, deployed, prepared, signal, calls }, built);
  } finally {
    calls?.end();
    signal.release();
  }
}

interface Round {
  readonly asked: PersonalAsked;
  readonly deployed: Deployed;
  readonly prepared: Prepared;
  readonly signal: StopSignal;
  readonly calls: Calls | undefined;
}

function callsWith(
  payload: Uint8Array,
  { asked, deployed, prepared }: Pick<Round, 'asked' | 'deployed' | 'prepared'>,
): Calls {
  const { names, place, pipeline } = prepared;
  const functions = pipeline.stages
    .flatMap(targetsOf)
    .flatMap(({ lambda }) => lambda?.function ?? []);
  const access = accessOf(deployed);
  return callsOf({
    aliases: [...new Set(functions)].map((name) => `${name}:${names.stage}`),
    call: (alias, ended) => invokeAlias(access, place, { alias, payload, ended }),
    tell: (text) => tellOf(asked, text),
  });
}

/** One release, or with --watch one after another, each once the one before it has ended. */
async function rounds(round: Round, first: readonly Built[]): Promise<number> {
  const { asked, signal } = round;
  let built = first;
  for (;;) {
    const code = await oneRelease(round, built);
    if (!asked.watch || code === 130 || code === 4) return code;
    tellOf(asked, `waiting for what is built next at ${built.map(({ path }) => path).join(', ')}`);
    const next = await changedSince(built, signal);
    if (next === undefined) {
      tellOf(asked, leftLines(round).join('\n'));
      return 130;
    }
    built = next;
  }
}

async function oneRelease(round: Round, built: readonly Built[]): Promise<number> {
  const { asked, deployed, prepared, signal } = round;
  const { names } = prepared;
  const begun = await beginRelease(asked, deployed, prepared, built);
  if (begun.is === 'released') {
    tellOf(asked, begun.text);
    return begun.code;
  }
  const { release } = begun;
  if (begun.is === 'under way') tellOf(asked, `${release} of these bytes is on its way already`);
  const end = await followPersonal(deployed, {
    pipeline: names.pipeline,
    release,
    json: asked.json,
    signal,
    whileBaking: () => round.calls?.send(),
  });
  if (asked.json) printJsonLine({ release, outcome: end.outcome ?? null, text: end.text });
  else print([end.text]);
  if (end.isUnjudged && round.calls === undefined) tellOf(asked, callHint(prepared));
  if (end.code === 130 || end.code === 4) tellOf(asked, leftLines(round, release).join('\n'));
  return end.code;
}

/** The usual reason, and what to do about it. */
function callHint({ names }: Prepared): string {
  return `a bake in which nobody calls your aliases (${names.stage}) tells nothing: call them while it bakes, or let --invoke EVENT.json do it`;
}

/** What goes on without whoever leaves, and how to come back to it, end it, or take all of it away. */
function leftLines({ asked, prepared }: Round, release?: string): string[] {
  const { file } = asked;
  const { names } = prepared;
  const as = `--as ${asked.as === undefined ? names.person : JSON.stringify(asked.as)}`;
  const artifact = asked.artifact.map((each) => ` --artifact ${each}`).join('');
  return [
    ...(release
      ? [
          `to come back to it: tidegate dev ${file} ${as}${artifact}`,
          `to stop it: tidegate stop ${names.pipeline} --reason "…"`,
        ]
      : []),
    `${names.pipeline} stays until it is taken away: tidegate dev ${file} ${as} --remove`,
  ];
}

function tellOf({ json }: PersonalAsked, text: string): void {
  if (json) printJsonLine({ notice: text });
  else printErrors(text.split('\n'));
}
