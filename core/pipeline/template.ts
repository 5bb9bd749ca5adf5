// Reads the template that a pipeline extends, and lays the pipeline over it.

import * as z from 'zod';
import { isFailure } from '../failure.ts';
import { type Finding, parseStrictYaml, type StrictFile } from '../strict-yaml.ts';
import { isArn } from './hours-schema.ts';
import { type Extended, extension } from './schema.ts';
import type { TemplateDefinition, TemplateStage } from './template-schema.ts';
import { templateSchema } from './template-schema.ts';

export interface TemplateFile {
  /** As it is told in errors. */
  readonly name: string;
  readonly text: string;
  readonly digest: string;
}

/** The file at a path from where the pipeline's file is. Throws `Refused` where there is none to read. */
export type TemplateReader = (path: string) => TemplateFile;

export interface Template {
  readonly definition: TemplateDefinition;
  readonly digest: string;
  /** What the pipeline's file asks for. */
  readonly asked: Extended;
}

/** Throws `Refused` with a line for each problem. */
export function parseTemplate(text: string, fileName: string): TemplateDefinition {
  return parseStrictYaml(templateSchema, text, fileName, ({ stages }) => [
    ...repeated(stages, ['stages']),
    ...stages.flatMap(({ tests }, index) => repeated(tests, ['stages', index, 'tests'])),
  ]);
}

function repeated(all: readonly { name: string }[], path: readonly PropertyKey[]): Finding[] {
  const seen = new Set<string>();
  return all.flatMap(({ name }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const text = `expected each to have its own name, got ${name} twice`;
    return [{ path: [...path, index, 'name'], text }];
  });
}

/** The template of a pipeline's file; undefined where it extends none. */
export function templateOf(
  file: StrictFile,
  read: TemplateReader | undefined,
): Template | undefined {
  if (!isPlain(file.plain) || file.plain.extends === undefined) return undefined;
  const asked = file.check(z.looseObject({ extends: extension }), file.plain).extends;
  const found = readTemplate(file, asked.template, read);
  const definition = fromWhereItIs(parseTemplate(found.text, found.name), asked.template);
  if (definition.version !== asked.version) {
    const { template, version } = definition;
    const text =
      `expected version ${asked.version} of template ${template}, got ${version} in ${found.name}; ` +
      `see what changed in it, then extend version ${version}`;
    throw file.refusal([{ path: ['extends', 'version'], text }]);
  }
  return { definition, digest: found.digest, asked };
}

/** Its calendars' files begin where the template is; those of a pipeline where that one is. */
function fromWhereItIs(definition: TemplateDefinition, template: string): TemplateDefinition {
  const folder = template.slice(0, template.lastIndexOf('/') + 1);
  const placed = (calendar: string) =>
    isArn(calendar) || calendar.startsWith('/') ? calendar : `${folder}${calendar}`;
  const stages = definition.stages.map((stage) =>
    stage.calendars ? { ...stage, calendars: stage.calendars.map(placed) } : stage,
  );
  return { ...definition, stages };
}

function readTemplate(
  file: StrictFile,
  path: string,
  read: TemplateReader | undefined,
): TemplateFile {
  const at = ['extends', 'template'];
  if (read === undefined) {
    const text = 'expected a pipeline that extends nothing, since no files can be read here';
    throw file.refusal([{ path: at, text }]);
  }
  try {
    return read(path);
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    const text = path.startsWith('/')
      ? thrown.message
      : `${thrown.message}; the path begins where this file is`;
    throw file.refusal([{ path: at, text }]);
  }
}

type Plain = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The service's words laid over the template's. The service's own keep their places, so that errors find them. */
export function overTemplate(service: unknown, template: TemplateDefinition): unknown {
  if (!isPlain(service)) return service;
  const { owner, contact, gateTimeout, alarmsClearWithin, neverTogether = [] } = template;
  return {
    ...said({ owner, contact, gateTimeout, alarmsClearWithin }),
    ...service,
    ...(neverTogether.length > 0 && {
      neverTogether: joined(service.neverTogether, neverTogether),
    }),
    stages: Array.isArray(service.stages)
      ? service.stages.map((stage) => overStage(stage, template))
      : service.stages,
  };
}

function overStage(stage: unknown, { stages }: TemplateDefinition): unknown {
  if (!isPlain(stage)) return stage;
  const base = stages.find(({ name }) => name === stage.name);
  if (!base) return { ...said({ deployTimeout: deployTimeoutOfOwn(stages) }), ...stage };
  const { onBakeFailure, rollback, deployTimeout, bake, planner, tests } = base;
  const { windows, calendars, lookAhead, approvals } = base;
  return {
    ...said({ onBakeFailure, rollback, deployTimeout, windows, lookAhead, approvals }),
    ...stage,
    ...(calendars && { calendars: joined(stage.calendars, calendars) }),
    ...(tests.length > 0 && {
      tests: joined(withTimeouts(stage.tests, base), inherited(stage.tests, base)),
    }),
    ...(bake && { bake: over(stage.bake, bake) }),
    ...(planner && stage.waves === undefined && { planner: over(stage.planner, planner) }),
  };
}

/** A stage of the service's own may turn out to be production, and is then held to the last stage's. */
function deployTimeoutOfOwn(stages: readonly TemplateStage[]): string | undefined {
  return stages.findLast(({ deployTimeout }) => deployTimeout !== undefined)?.deployTimeout;
}

/** The service's own tests; one that the template has too lasts as long as there, unless it says something else. */
function withTimeouts(own: unknown, { tests }: TemplateStage): unknown {
  if (!Array.isArray(own)) return own;
  return own.map((test) => {
    const base = isPlain(test) ? tests.find(({ name }) => name === test.name) : undefined;
    return base?.timeout ? over(test, { timeout: base.timeout }) : test;
  });
}

/** Tests of the template that the service does not name itself. */
function inherited(own: unknown, { tests }: TemplateStage): readonly unknown[] {
  const names = Array.isArray(own) ? own.map((test) => isPlain(test) && test.name) : [];
  return tests.filter(({ name }) => !names.includes(name));
}

function joined(own: unknown, more: readonly unknown[]): unknown {
  return own === undefined ? more : Array.isArray(own) ? [...own, ...more] : own;
}

/** One object over another, key by key, all the way down. */
function over(own: unknown, base: unknown): unknown {
  if (own === undefined) return base;
  if (!isPlain(own) || !isPlain(base)) return own;
  const merged = Object.keys(base).map((key) => [key, over(own[key], base[key])]);
  return { ...own, ...Object.fromEntries(merged) };
}

function said(values: Plain): Plain {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
