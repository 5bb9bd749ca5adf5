// CloudFormation's intrinsic functions, on a template that stands in an account and region.

import { domainOf, partitionOf } from '../../core/partition.ts';
import { type ResourceNames, resourceNames } from './resource-names.ts';
import { type Home, isObject, type Template } from './template.ts';

export interface Intrinsics extends ResourceNames {
  /** The value with every intrinsic function in it replaced by what it gives. */
  evaluate(value: unknown): unknown;
  /** Whether a resource or statement with that condition is there. */
  holds(condition: string | undefined): boolean;
}

/** What `AWS::NoValue` gives: the property is left out. */
const NO_VALUE = Symbol('no value');

export function intrinsicsOf(template: Template, place: Home, stackName: string): Intrinsics {
  const names = resourceNames(template, place, stackName, evaluate);
  const evaluator: Evaluator = { template, names, pseudo: pseudoParameters(place, stackName) };

  function evaluate(value: unknown): unknown {
    const evaluated = evaluateAny(evaluator, value);
    return evaluated === NO_VALUE ? undefined : evaluated;
  }

  return { ...names, evaluate, holds: (condition) => holds(evaluator, condition) };
}

function pseudoParameters({ account, region }: Home, stackName: string) {
  return {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partitionOf(region),
    'AWS::URLSuffix': domainOf(region),
    'AWS::StackName': stackName,
    'AWS::NoValue': NO_VALUE,
  };
}

interface Evaluator {
  readonly template: Template;
  readonly names: ResourceNames;
  readonly pseudo: Readonly<Record<string, unknown>>;
}

function evaluateAny(on: Evaluator, value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((each) => evaluateAny(on, each)).filter((each) => each !== NO_VALUE);
  if (!isObject(value)) return value;
  const [key = '', ...others] = Object.keys(value);
  const called = others.length === 0 ? FUNCTIONS[key] : undefined;
  if (called) return called(value[key], on);
  const entries = Object.entries(value).map(([name, each]) => [name, evaluateAny(on, each)]);
  return Object.fromEntries(entries.filter(([, each]) => each !== NO_VALUE));
}

function refer({ template, names, pseudo }: Evaluator, name: string): unknown {
  if (name in pseudo) return pseudo[name];
  const parameter = template.Parameters?.[name];
  if (!parameter) return names.refer(name);
  return parameter.Type === 'CommaDelimitedList'
    ? String(parameter.Default).split(',')
    : parameter.Default;
}

function attribute({ names }: Evaluator, path: unknown): string {
  const [name = '', ...rest] = Array.isArray(path) ? path.map(String) : String(path).split('.');
  return names.attribute(name, rest.join('.'));
}

function substituted(on: Evaluator, given: unknown): string {
  const [text, own] = Array.isArray(given) ? given : [given, {}];
  return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (isObject(own) && name in own) return String(evaluateAny(on, own[name]));
    return String(name.includes('.') ? attribute(on, name) : refer(on, name));
  });
}

function holds(on: Evaluator, condition: string | undefined): boolean {
  if (condition === undefined) return true;
  const given = on.template.Conditions?.[condition];
  if (given === undefined) throw new Error(`Expected a condition ${condition}, got none.`);
  return evaluateAny(on, given) === true;
}

type Intrinsic = (given: unknown, on: Evaluator) => unknown;

/** A function of values, which are evaluated before it. */
function ofValues(give: (...values: never[]) => unknown): Intrinsic {
  return (given, on) => give(...(evaluateAny(on, given) as never[]));
}

const FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, on) => refer(on, String(name)),
  Condition: (name, on) => holds(on, String(name)),
  'Fn::GetAtt': (path, on) => attribute(on, path),
  'Fn::Sub': (given, on) => substituted(on, given),
  'Fn::If': (given, on) => {
    const [condition, whenTrue, whenFalse] = given as [string, unknown, unknown];
    return evaluateAny(on, holds(on, condition) ? whenTrue : whenFalse);
  },
  'Fn::Join': ofValues((between: string, parts: unknown[]) => parts.join(between)),
  'Fn::Select': ofValues((index: unknown, parts: unknown[]) => parts[Number(index)]),
  'Fn::Split': ofValues((between: string, text: string) => text.split(between)),
  'Fn::Equals': ofValues((a: unknown, b: unknown) => a === b),
  'Fn::Not': ofValues((value: unknown) => value !== true),
  'Fn::And': ofValues((...values: unknown[]) => values.every((each) => each === true)),
  'Fn::Or': ofValues((...values: unknown[]) => values.some((each) => each === true)),
};
