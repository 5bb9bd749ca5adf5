// A Serverless Framework file (v1 to v4, and osls) as the template that it will become.

import { type Document, isMap, isScalar } from 'yaml';
import { Failure } from '../../core/failure.ts';
import { plainValueOf, TooLargeError } from '../../core/template-values.ts';
import { readYaml } from '../../core/template-yaml.ts';
import { isObject, type Properties } from '../cloudformation/properties.ts';
import { objectIn, type Template, type TemplateResource } from '../cloudformation/read-template.ts';
import { deploymentOf, hooksOf } from './serverless-canary.ts';
import { apisOf, entriesOf, machinesOf, mappingsOf, schedulesOf } from './serverless-made.ts';
import { logicalIdOf, type ServerlessFile, type ServerlessParts } from './serverless-parts.ts';
import { resolveVariables, UNKNOWN } from './serverless-variables.ts';

/** The file's value, variables not yet replaced. Throws `Refused` with `file:line:column`. */
export function readServerless(text: string, fileName: string): ServerlessFile {
  const { document, counter, error } = readYaml(text);
  if (error)
    throw new Failure(
      'Refused',
      `${fileName}:${error.line}:${error.column}: expected YAML, got: ${error.text}`,
    );
  const functions = document.get('functions');
  const lines = new Map<string, number>();
  for (const { key } of isMap(functions) ? functions.items : []) {
    if (isScalar(key) && key.range)
      lines.set(String(key.value), counter.linePos(key.range[0]).line);
  }
  return {
    fileName,
    text,
    value: serviceIn(document, fileName),
    lineOf: (name) => lines.get(name) ?? 1,
  };
}

function serviceIn(document: Document, fileName: string): Properties {
  try {
    const value = plainValueOf(document);
    if (isObject(value) && value.service !== undefined) return ofAws(value, fileName);
  } catch (thrown) {
    if (!(thrown instanceof TooLargeError)) throw thrown;
    throw new Failure(
      'Refused',
      `${fileName}:1:1: expected a Serverless file, got ${thrown.message}`,
    );
  }
  throw new Failure(
    'Refused',
    `${fileName}:1:1: expected a Serverless file with a service, got none`,
  );
}

/** Azure, Google and others deploy what no alias and no stack of AWS knows. */
function ofAws(value: Properties, fileName: string): Properties {
  const provider = nameIn(value.provider);
  if (provider === undefined || provider === 'aws' || provider.includes('${')) return value;
  throw new Failure(
    'Refused',
    `${fileName}:1:1: expected a Serverless file whose provider is aws, got ${provider}: Tidegate deploys to AWS alone`,
  );
}

export interface ServerlessStage {
  readonly template: Template;
  readonly service: string;
  /** Undefined where it is not known. */
  readonly region: string | undefined;
}

/** Serverless's own, where a file says none. */
const USUAL_REGION = 'us-east-1';
const USUAL_TIMEOUT_SECONDS = 6;

/** The template of one stage. `read` gives the values of files that it names. */
export function serverlessStage(
  file: ServerlessFile,
  stage: string | undefined,
  options: Readonly<Record<string, string>>,
  read: (path: string) => unknown,
): ServerlessStage {
  const missing = new Set<string>();
  const noted = (path: string) => {
    const found = read(path);
    if (found === undefined) missing.add(path);
    return found;
  };
  const sources = { file: file.value, stage, options, read: noted };
  const value = objectIn(resolveVariables(file.value, sources));
  const service = nameIn(value.service) ?? 'service';
  const provider = objectIn(value.provider);
  const region = options.region ?? nameIn(provider.region ?? USUAL_REGION);
  const parts: ServerlessParts = { file, value, service, stage, provider };
  const resources = [
    ...functionsOf(parts),
    ...apisOf(parts),
    ...machinesOf(parts),
    ...ownResources(value.resources),
  ];
  const remarks = [...missing].map((path) => ({
    id: '',
    line: lineWith(path, file.text),
    text: `${path} could not be read (it is missing, outside of the folder, or a program): what it says is not known here`,
  }));
  return { service, region, template: { ...templateOf(file, resources), remarks } };
}

function lineWith(path: string, text: string): number {
  return (
    Math.max(
      0,
      text.split('\n').findIndex((line) => line.includes(path)),
    ) + 1
  );
}

/** Older files say `service: { name: orders }`. */
function nameIn(value: unknown): string | undefined {
  const name = isObject(value) ? value.name : value;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function functionsOf(parts: ServerlessParts): TemplateResource[] {
  const { file, service, stage, provider } = parts;
  return entriesOf(parts).flatMap(([name, given]) => {
    const id = logicalIdOf(name);
    const line = file.lineOf(name);
    const made = (
      own: string,
      type: string,
      properties: Properties,
      attributes: Properties = {},
    ) => ({
      id: own,
      type,
      properties,
      attributes,
      line,
    });
    const own = {
      FunctionName: given.name ?? (stage ? `${service}-${stage}-${name}` : UNKNOWN),
      ...(given.image !== undefined && { PackageType: 'Image' }),
      Timeout: given.timeout ?? provider.timeout ?? USUAL_TIMEOUT_SECONDS,
      Environment: given.environment,
      ReservedConcurrentExecutions: given.reservedConcurrency,
    };
    const lambda = made(id, 'AWS::Lambda::Function', own, hooksOf(given, parts.value));
    return [
      lambda,
      ...mappingsOf(id, given, made),
      ...schedulesOf(id, given, made),
      ...deploymentOf(id, given, parts, made),
    ];
  });
}

/** CloudFormation of the file's own: one mapping, or a list of such from several files. */
function ownResources(resources: unknown): TemplateResource[] {
  return [resources]
    .flat()
    .flatMap((each) => Object.entries(objectIn(objectIn(each).Resources)))
    .flatMap(([id, given]) => {
      if (!isObject(given) || typeof given.Type !== 'string') return [];
      const { Type, Properties: properties, ...attributes } = given;
      return { id, type: Type, properties: objectIn(properties), attributes, line: 1 };
    });
}

function templateOf(file: ServerlessFile, resources: readonly TemplateResource[]): Template {
  const { fileName, text } = file;
  return {
    fileName,
    text,
    form: 'yaml',
    resources: new Map(resources.map((each) => [each.id, each])),
    parameters: {},
    mappings: {},
    conditions: {},
    globals: {},
    isSam: false,
    unseen: [],
    remarks: [],
  };
}
