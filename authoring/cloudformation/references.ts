// Who refers to whom in a template.

import { isObject, type Properties } from './properties.ts';
import type { Template, TemplateResource } from './read-template.ts';

/**
 * The logical id that a value leads to, by whatever way; undefined for plain text.
 *
 *     { Ref: Table }  ·  { 'Fn::GetAtt': [Table, Arn] }  ·  { 'Fn::Sub': '${Table.Arn}' }  →  Table
 */
export function referredId(value: unknown, template: Template): string | undefined {
  return referredIds(value, template)[0];
}

/** The resource that it leads to. */
export function referredResource(value: unknown, template: Template): TemplateResource | undefined {
  const id = referredId(value, template);
  return id === undefined ? undefined : template.resources.get(id);
}

/** All logical ids of resources that a value mentions, in order, each once. */
export function referredIds(value: unknown, template: Template): string[] {
  const ids = new Set<string>();
  visit(value, (name, given) => {
    const text = Array.isArray(given) ? given[0] : given;
    if (typeof text !== 'string') return;
    if (name === 'Ref') ids.add(text);
    if (name === 'Fn::GetAtt') ids.add(text.replace(/\..*/s, ''));
    if (name === 'Fn::Sub')
      for (const [, id = ''] of text.matchAll(/\$\{(\w+)(?:\.[\w.]+)?\}/g)) ids.add(id);
  });
  return [...ids].filter((id) => template.resources.has(id));
}

/** Calls back with every key and value, however deep. */
export function visit(value: unknown, found: (key: string, value: unknown) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) visit(each, found);
  } else if (isObject(value)) {
    for (const [key, each] of Object.entries(value)) {
      found(key, each);
      visit(each, found);
    }
  }
}

/** The template's resources of these types, in order. */
export function ofType(template: Template, ...types: readonly string[]): TemplateResource[] {
  return [...template.resources.values()].filter(({ type }) => types.includes(type));
}

/** What only serves custom resources: it runs while a stack changes, and never for a user. */
export function customResourceHandlers(template: Template): Set<string> {
  const all = [...template.resources.values()];
  const custom = all.filter(
    ({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource',
  );
  const direct = custom.flatMap(({ properties }) => referredIds(properties.ServiceToken, template));
  const made = all.filter(isOfCdkProvider).map(({ id }) => id);
  const called = all.flatMap(({ properties }) => calledByProvider(properties, template));
  return new Set([...direct, ...made, ...called]);
}

/** CDK's provider framework tells its functions whom they call for the user, and which machine waits for those. */
const CALLED = /^(USER_\w+_FUNCTION_ARN|WAITER_STATE_MACHINE_ARN)$/;

function calledByProvider(properties: Properties, template: Template): string[] {
  const ids: string[] = [];
  visit(properties.Environment, (key, value) => {
    if (CALLED.test(key)) ids.push(...referredIds(value, template));
  });
  return ids;
}

/** CDK's provider framework calls the handler of a custom resource by way of a function of its own. */
function isOfCdkProvider({ attributes }: TemplateResource): boolean {
  const { Metadata } = attributes;
  const path = isObject(Metadata) ? String(Metadata['aws:cdk:path'] ?? '') : '';
  return /\/(framework-on|framework-isComplete|waiter-state-machine|Custom::|AWS679f53fac002430cb0da5b7982bd2287)/.test(
    path,
  );
}

const HOOK = /^(PreTraffic|PostTraffic|BeforeAllowTrafficHook|AfterAllowTrafficHook)$/;

/** The functions that CodeDeploy runs while it shifts traffic: they are no part of the service. */
export function hooksIn(template: Template): Set<string> {
  const ids = new Set<string>();
  for (const { properties, attributes } of [
    ...template.resources.values(),
    { properties: template.globals, attributes: {} },
  ]) {
    visit([properties, attributes], (key, value) => {
      if (HOOK.test(key)) for (const id of referredIds(value, template)) ids.add(id);
    });
  }
  for (const { id, properties } of ofType(template, ...FUNCTION_TYPES))
    if (/^CodeDeployHook_/.test(plainStart(properties.FunctionName))) ids.add(id);
  return ids;
}

export const FUNCTION_TYPES = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];

/** CodeDeploy's usual role may invoke no function of another name. */
function plainStart(name: unknown): string {
  const text = isObject(name) ? name['Fn::Sub'] : name;
  return String(Array.isArray(text) ? text[0] : text);
}
