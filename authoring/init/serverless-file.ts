// A Serverless Framework file (v1 to v4, and osls) as the template that it will become.

import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { Failure } from '../../core/failure.ts';
import { isObject, type Properties } from '../cloudformation/properties.ts';
import { objectIn, type Template, type TemplateResource } from '../cloudformation/read-template.ts';
import { plainValueOf, TooLargeError } from '../cloudformation/yaml-values.ts';
import { deploymentOf } from './serverless-canary.ts';
import {
  logicalIdOf,
  type MakeResource,
  type ServerlessFile,
  type ServerlessParts,
} from './serverless-parts.ts';
import { resolveVariables } from './serverless-variables.ts';

/** The file's value, variables not yet replaced. Throws `Refused` with `file:line:column`. */
export function readServerless(text: string, fileName: string): ServerlessFile {
  const counter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    lineCounter: counter,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    const [first = ''] = error.message.split('\n');
    const got = first.replace(/ at line \d+, column \d+:?$/, '');
    throw new Failure('Refused', `${fileName}:${line}:${col}: expected YAML, got: ${got}`);
  }
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

function serviceIn(document: ReturnType<typeof parseDocument>, fileName: string): Properties {
  try {
    const value = plainValueOf(document);
    if (isObject(value) && value.service !== undefined) return value;
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
  stage: string,
  options: Readonly<Record<string, string>>,
  read: (path: string) => unknown,
): ServerlessStage {
  const sources = { file: file.value, stage, options, read };
  const value = objectIn(resolveVariables(file.value, sources));
  const service = nameIn(value.service) ?? 'service';
  const provider = objectIn(value.provider);
  const region = options.region ?? nameIn(provider.region ?? USUAL_REGION);
  const parts: ServerlessParts = { file, value, service, stage, provider };
  const resources = [...functionsOf(parts), ...apisOf(parts), ...ownResources(value.resources)];
  return { service, region, template: templateOf(file, resources) };
}

/** Older files say `service: { name: orders }`. */
function nameIn(value: unknown): string | undefined {
  const name = isObject(value) ? value.name : value;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Functions stand under their names, or in a list of such. */
function entriesOf({ value }: ServerlessParts): [string, Properties][] {
  return [value.functions]
    .flat()
    .flatMap((each) => Object.entries(objectIn(each)))
    .filter((entry): entry is [string, Properties] => isObject(entry[1]));
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
    const lambda = made(id, 'AWS::Lambda::Function', {
      FunctionName: given.name ?? `${service}-${stage}-${name}`,
      ...(given.image !== undefined && { PackageType: 'Image' }),
      Timeout: given.timeout ?? provider.timeout ?? USUAL_TIMEOUT_SECONDS,
      Environment: given.environment,
      ReservedConcurrentExecutions: given.reservedConcurrency,
    });
    return [lambda, ...mappingsOf(id, given, made), ...deploymentOf(id, given, parts, made)];
  });
}

function eventsOf({ events }: Properties): Properties[] {
  return Array.isArray(events) ? events.filter(isObject) : [];
}

function mappingsOf(id: string, given: Properties, make: MakeResource): TemplateResource[] {
  return eventsOf(given).flatMap(({ sqs, stream }, index) => {
    const source = sqs ?? stream;
    if (source === undefined) return [];
    const EventSourceArn = isObject(source) && 'arn' in source ? source.arn : source;
    return make(`${id}Mapping${index}`, 'AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: id },
      EventSourceArn,
      ...(stream !== undefined && { StartingPosition: 'TRIM_HORIZON' }),
    });
  });
}

/** The API that Serverless makes for the functions that answer HTTP. */
function apisOf(parts: ServerlessParts): TemplateResource[] {
  const { service, stage, provider, file } = parts;
  const entries = entriesOf(parts);
  const has = (event: string) =>
    entries.find(([, given]) => eventsOf(given).some((each) => each[event] !== undefined));
  const [rest] = has('http') ?? [];
  const [http] = has('httpApi') ?? [];
  const make = (name: string, id: string, type: string, properties: Properties) => ({
    id,
    type,
    properties,
    attributes: {},
    line: file.lineOf(name),
  });
  const own = objectIn(provider.apiGateway).restApiId === undefined;
  return [
    ...(rest && own
      ? [
          make(rest, 'ApiGatewayRestApi', 'AWS::ApiGateway::RestApi', {
            Name: provider.apiName ?? `${stage}-${service}`,
          }),
          make(rest, 'ApiGatewayDeployment', 'AWS::ApiGateway::Deployment', {
            RestApiId: { Ref: 'ApiGatewayRestApi' },
            StageName: stage,
          }),
        ]
      : []),
    ...(http ? [make(http, 'HttpApi', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' })] : []),
  ];
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
  };
}
