// Who may act on whose pipelines, by the policy in force.

import { targetsOf } from '../pipeline/parse.ts';
import type { PipelineDefinition } from '../pipeline/schema.ts';
import { sourceWord } from '../pipeline/source-schema.ts';
import type { Policy, Team } from '../practice/policy-settings.ts';
import { isAmong, matches } from '../practice/principal.ts';
import type { Person } from './person.ts';

type Teams = Pick<Policy, 'policy' | 'teams' | 'operators'>;

/**
 * Why a person may not act on what an owner owns; undefined where they may.
 *
 * Without teams in the policy whoever was let in by IAM may. With them, it must be one of the owner's own, or an
 * operator; what nobody known owns is for operators alone.
 */
export function whyNot(policy: Teams, by: Person, owner: string | undefined): string | undefined {
  const { teams, operators = [] } = policy;
  if (teams === undefined || isAmong(operators, by)) return undefined;
  const team = teamOf(policy, owner);
  if (team && isAmong(team.principals, by)) return undefined;
  const own = Object.keys(teams).filter((name) => isAmong(teams[name]?.principals ?? [], by));
  const is = own.length === 0 ? 'who is of no team' : `who is of ${own.join(', ')}`;
  const whose = team
    ? `somebody of team ${owner}`
    : `an operator, since ${owner === undefined ? 'nobody owns it' : `its owner ${owner} is no team`}`;
  return `expected ${whose} (policy ${policy.policy}), got ${by.name} (${by.arn}), ${is}`;
}

function teamOf({ teams }: Teams, owner: string | undefined): Team | undefined {
  return owner !== undefined && teams && Object.hasOwn(teams, owner) ? teams[owner] : undefined;
}

/** What a pipeline names that its team may not, a line each; nothing where no team owns it. */
export function beyondItsTeam(policy: Teams, pipeline: PipelineDefinition): string[] {
  const { owner, stages, source, hooks = {} } = pipeline;
  const team = teamOf(policy, owner);
  if (team === undefined) return [];
  const accounts = [
    ...[source, ...Object.values(source.bundle ?? {})].flatMap((from) => from.account ?? []),
    ...stages
      .flatMap(targetsOf)
      .flatMap(({ account, stackSet, metrics = [], dataPoints }) => [
        ...[account, ...(stackSet?.accounts ?? [])],
        ...[...metrics, dataPoints].flatMap((kept) => kept?.account ?? []),
      ]),
    ...stages.flatMap(({ tests = [] }) => ownOf(tests).flatMap(({ account }) => account ?? [])),
    ...runsIn(stages).flatMap(({ account }) => account ?? []),
  ];
  const projects = [
    ...stages.flatMap(({ tests = [] }) => ownOf(tests).flatMap(({ project }) => project ?? [])),
    ...runsIn(stages).map(({ project }) => project),
  ];
  const hooked = Object.values(hooks).flatMap((hook) => hook?.project ?? []);
  const called = Object.values(hooks).flatMap((hook) => hook?.lambda?.split(':')[0] ?? []);
  const functions = stages.flatMap(({ tests = [] }) =>
    ownOf(tests).flatMap(({ lambda }) => lambda?.split(':')[0] ?? []),
  );
  const experiments = stages.flatMap(({ tests = [] }) =>
    ownOf(tests).flatMap(({ experiment }) => experiment ?? []),
  );
  const canaries = stages.flatMap(({ tests = [] }) =>
    ownOf(tests).flatMap(({ synthetics }) => synthetics ?? []),
  );
  const hosts = stages.flatMap(({ tests = [] }) =>
    ownOf(tests).flatMap(({ https }) => (https ? new URL(https.url).host : [])),
  );
  return [
    ...beyond('account', team.accounts, accounts),
    ...beyond('source project', team.projects, [sourceWord(source)]),
    ...beyond('test project', team.tests, projects),
    ...beyond('test function', team.tests, functions),
    ...beyond('test experiment', team.tests, experiments),
    ...beyond('test canary', team.tests, canaries),
    ...beyond('test host', team.tests, hosts),
    ...beyond('hook project', team.tests, hooked),
    ...beyond('hook function', team.tests, called),
    ...contractsBeyond(policy, pipeline),
  ].map((text) => `${text}; so policy ${policy.policy} has it for team ${owner}`);
}

/** What bakes run, of stages and of single waves: loads, and traffic. */
function runsIn(stages: PipelineDefinition['stages']) {
  return stages
    .flatMap(({ bake, waves = [] }) => [bake, ...waves.map((wave) => wave.bake)])
    .flatMap((bake) => [bake?.load, bake?.traffic].filter((run) => run !== undefined));
}

type Tests = PipelineDefinition['stages'][number]['tests'];

/** Those that are no consumer's: a consumer's are its owner's. */
function ownOf(tests: Tests): Tests {
  return tests.filter(({ contract }) => contract === undefined);
}

/** What a consumer's contract runs must be what its owner may have tests of. */
function contractsBeyond(policy: Teams, { stages }: PipelineDefinition): string[] {
  return stages
    .flatMap(({ tests = [] }) => tests)
    .flatMap(({ contract, ...test }) => {
      if (contract === undefined) return [];
      const { owner, consumer } = contract;
      const team = teamOf(policy, owner);
      if (team === undefined)
        return [`expected the contract of ${consumer} to be a team's, got ${owner}, which is none`];
      return [
        ...beyond(`contract test of ${owner}`, team.tests, namesOf(test)),
        ...beyond(
          `account of a contract test of ${owner}`,
          team.accounts,
          test.account === undefined ? [] : [test.account],
        ),
      ];
    });
}

/** As a policy knows what runs a test. */
function namesOf({ project, lambda, experiment, synthetics, https }: Tests[number]): string[] {
  const host = https && new URL(https.url).host;
  const named = [project, lambda?.split(':')[0], experiment, ...(synthetics ?? []), host];
  return named.filter((each) => each !== undefined);
}

function beyond(
  what: string,
  allowed: readonly string[] | undefined,
  named: readonly string[],
): string[] {
  if (allowed === undefined) return [];
  const others = [...new Set(named)].filter((name) => !allowed.some((it) => matches(it, name)));
  if (others.length === 0) return [];
  return [`expected ${what}s among ${allowed.join(', ') || 'none'}, got ${others.join(', ')}`];
}
