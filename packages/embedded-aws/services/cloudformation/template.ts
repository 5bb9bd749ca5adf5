// A template, as far as it is told what changes between two of them.

import { parse } from 'yaml';
import { AwsError } from '../../service.ts';

export interface ParameterDefinition {
  readonly Type?: string;
  readonly Default?: string | number;
  readonly NoEcho?: boolean | string;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, ParameterDefinition>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** A stack in a stack. */
export const NESTED = 'AWS::CloudFormation::Stack';

/** Those that were read last, by their texts: each description of a stack reads its template. */
const known = new Map<string, Template>();
const MOST_KNOWN = 32;

/** Reads JSON or YAML, whatever its short forms of functions; throws the service's error where it cannot be read. */
export function readTemplate(text: string): Template {
  const found = known.get(text) ?? readAnew(text);
  known.delete(text);
  known.set(text, found);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(oldest);
  }
  return found;
}

function readAnew(text: string): Template {
  let read: unknown;
  try {
    read = parse(text, { logLevel: 'silent' });
  } catch {
    throw malformed('[/] unsupported structure.');
  }
  if (typeof read !== 'object' || read === null) throw malformed('unsupported structure.');
  const { Resources } = read as Partial<Template>;
  if (typeof Resources !== 'object' || Object.keys(Resources ?? {}).length === 0)
    throw malformed('At least one Resources member must be defined.');
  for (const [id, { Type }] of Object.entries(Resources))
    if (typeof Type !== 'string')
      throw malformed(`[/Resources/${id}] Every Resources object must contain a Type member.`);
  return read as Template;
}

function malformed(text: string): AwsError {
  return new AwsError('ValidationError', `Template format error: ${text}`);
}

export function hidesValue({ NoEcho }: ParameterDefinition): boolean {
  return NoEcho === true || NoEcho === 'true';
}

/** What a template may only do with leave. */
export function capabilitiesOf({ Resources }: Template): string[] {
  const roles = Object.values(Resources).filter(({ Type }) =>
    /^AWS::IAM::(Role|Policy|ManagedPolicy|User|Group|InstanceProfile|AccessKey)$/.test(Type),
  );
  if (roles.length === 0) return [];
  const named = roles.some(({ Properties = {} }) =>
    ['RoleName', 'ManagedPolicyName', 'UserName', 'GroupName', 'InstanceProfileName'].some(
      (key) => key in Properties,
    ),
  );
  return [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'];
}

/** A resource's properties, with the values of parameters in place of their names. */
export function resolved(
  properties: unknown,
  parameters: Readonly<Record<string, string>>,
): unknown {
  if (Array.isArray(properties)) return properties.map((each) => resolved(each, parameters));
  if (typeof properties !== 'object' || properties === null) return properties;
  const { Ref } = properties as { readonly Ref?: unknown };
  if (typeof Ref === 'string' && Ref in parameters) return parameters[Ref];
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, resolved(value, parameters)]),
  );
}
