// What Serverless makes besides the functions: their sources, their schedules, their API, and their state machines.

import { isObject, type Properties } from '../cloudformation/properties.ts';
import { objectIn, type TemplateResource } from '../cloudformation/read-template.ts';
import type { MakeResource, ServerlessParts } from './serverless-parts.ts';
import { UNKNOWN } from './serverless-variables.ts';

/** Functions stand under their names, or in a list of such. */
export function entriesOf({ value }: ServerlessParts): [string, Properties][] {
  return [value.functions]
    .flat()
    .flatMap((each) => Object.entries(objectIn(each)))
    .filter((entry): entry is [string, Properties] => isObject(entry[1]));
}

function eventsOf({ events }: Properties): Properties[] {
  return Array.isArray(events) ? events.filter(isObject) : [];
}

export function mappingsOf(id: string, given: Properties, make: MakeResource): TemplateResource[] {
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

export function schedulesOf(id: string, given: Properties, make: MakeResource): TemplateResource[] {
  const events = eventsOf(given);
  if (given.url !== undefined || events.some(({ schedule }) => schedule === undefined)) return [];
  const said = events.flatMap(({ schedule }) =>
    [isObject(schedule) ? schedule.rate : schedule].flat(),
  );
  return said.map((ScheduleExpression, index) =>
    make(`${id}Schedule${index}`, 'AWS::Events::Rule', {
      ScheduleExpression,
      Targets: [{ Arn: { 'Fn::GetAtt': [id, 'Arn'] } }],
    }),
  );
}

/** What serverless-step-functions makes. */
export function machinesOf({ value, file }: ServerlessParts): TemplateResource[] {
  const machines = objectIn(objectIn(value.stepFunctions).stateMachines);
  return Object.entries(machines).map(([name, given]) => {
    const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}StepFunctionsStateMachine`;
    return {
      id,
      type: 'AWS::StepFunctions::StateMachine',
      properties: { StateMachineName: objectIn(given).name },
      attributes: {},
      line: file.lineOf(name),
    };
  });
}

/** The API that Serverless makes for the functions that answer HTTP. */
export function apisOf(parts: ServerlessParts): TemplateResource[] {
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
            Name: provider.apiName ?? (stage ? `${stage}-${service}` : UNKNOWN),
          }),
          make(rest, 'ApiGatewayDeployment', 'AWS::ApiGateway::Deployment', {
            RestApiId: { Ref: 'ApiGatewayRestApi' },
            StageName: stage ?? UNKNOWN,
          }),
        ]
      : []),
    ...(http ? [make(http, 'HttpApi', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' })] : []),
  ];
}
