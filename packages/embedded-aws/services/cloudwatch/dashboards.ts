// CloudWatch's dashboards: kept by their names, of an account and no region.

import * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { parseInput, text } from '../input.ts';

const Named = z.object({ DashboardName: text });
const Put = Named.extend({ DashboardBody: text });
const Names = z.object({ DashboardNames: z.array(text) });
const Listed = z.object({ DashboardNamePrefix: z.string().default('') });

interface Dashboard {
  readonly account: string;
  readonly name: string;
  readonly body: string;
  readonly modifiedAt: Date;
}

const NAME = /^[A-Za-z0-9_-]{1,255}$/;
/** For a dashboard, says the console; the API says nothing of it. */
const MOST_WIDGETS = 500;

export function dashboardOperations(now: () => Date): Record<string, Operation> {
  const kept = new Map<string, Dashboard>();
  const keyOf = (name: string, { account }: Call) => `${account}/${name}`;
  const own = ({ account }: Call) => [...kept.values()].filter((it) => it.account === account);

  return {
    PutDashboard(input, call) {
      const { DashboardName: name, DashboardBody: body } = parse(Put, input);
      if (!NAME.test(name)) throw invalid('dashboardName', 'should be of letters, digits, - and _');
      refuseBody(body);
      const { account } = call;
      kept.set(keyOf(name, call), { account, name, body, modifiedAt: now() });
      return { DashboardValidationMessages: [] };
    },
    GetDashboard(input, call) {
      const { DashboardName: name } = parse(Named, input);
      const found = kept.get(keyOf(name, call));
      if (found === undefined) throw missing(name);
      return {
        DashboardArn: arnOf(found),
        DashboardName: name,
        DashboardBody: found.body,
      };
    },
    ListDashboards(input, call) {
      const { DashboardNamePrefix: prefix } = parse(Listed, input);
      const entries = own(call)
        .filter(({ name }) => name.startsWith(prefix))
        .map((it) => ({
          DashboardName: it.name,
          DashboardArn: arnOf(it),
          LastModified: it.modifiedAt,
          Size: it.body.length,
        }));
      return { DashboardEntries: entries };
    },
    /** All of them or none. */
    DeleteDashboards(input, call) {
      const { DashboardNames: names } = parse(Names, input);
      const absent = names.find((name) => !kept.has(keyOf(name, call)));
      if (absent !== undefined) throw missing(absent);
      for (const name of names) kept.delete(keyOf(name, call));
      return {};
    },
  };
}

function arnOf({ account, name }: Dashboard): string {
  return `arn:aws:cloudwatch::${account}:dashboard/${name}`;
}

function refuseBody(body: string): void {
  let read: unknown;
  try {
    read = JSON.parse(body);
  } catch {
    throw invalid('/', 'should be JSON');
  }
  const { data } = z.looseObject({ widgets: z.array(z.looseObject({})) }).safeParse(read);
  if (data === undefined || data.widgets.length > MOST_WIDGETS)
    throw invalid('/widgets', `should be at most ${MOST_WIDGETS} widgets`);
}

function invalid(where: string, message: string): AwsError {
  return new AwsError('InvalidParameterInput', `The field ${where} ${message}.`, 400);
}

function missing(name: string): AwsError {
  return new AwsError('ResourceNotFound', `Dashboard ${name} does not exist`, 404);
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'ValidationError');
}
