// The ports of a command: the table at once, which each asks, and most others as they are first asked. Their clients
// are most of what there is to load, and most commands ask none of them.

import { codebuild } from '../aws/codebuild.ts';
import { dynamodb } from '../aws/dynamodb.ts';
import { stepFunctions } from '../aws/step-functions.ts';
import { memberAccess } from '../aws/sts.ts';
import { portNames } from '../flows/port-names.ts';
import type { AdaptedPorts, PortSettings, Ports } from '../flows/ports.ts';

export function readingPorts(settings: PortSettings): Ports {
  const { sdk, clock, log, count, measure, trace, tableName, memberRoles } = settings;
  let others: Promise<Ports> | undefined;
  const all = async () => {
    others ??= import('../flows/make-ports.ts').then(({ portsFor }) => portsFor(settings));
    return others;
  };
  const waiting: Partial<Record<keyof AdaptedPorts, object>> = {};
  for (const name of portNames) waiting[name] = asked(async () => (await all())[name]);
  const own = { home: sdk.home, clock, log, count, measure, trace };
  const atOnce: Pick<AdaptedPorts, AtOnce> = {
    table: dynamodb(sdk, clock, tableName),
    builds: codebuild(memberAccess(sdk, clock, memberRoles)),
    workflows: stepFunctions(sdk, clock, settings.releaseMachineArn),
  };
  return { ...own, ...waiting, ...atOnce } as Ports;
}

type Method = (...given: readonly unknown[]) => Promise<unknown>;

/** A port of which each method is there, and waits for the port. */
function asked(port: () => Promise<object>): object {
  return new Proxy(
    {},
    {
      get: (_, name) => {
        // What is awaited is asked for `then`: a port is no promise.
        if (typeof name === 'symbol' || name === 'then') return undefined;
        return async (...given: readonly unknown[]) => {
          const methods = (await port()) as Readonly<Record<string, Method>>;
          return methods[name]?.(...given);
        };
      },
    },
  );
}

/** Those of which a method answers at once: it could not wait for its port. */
type AtOnce =
  | 'table'
  | {
      [Name in keyof AdaptedPorts]: Sync<AdaptedPorts[Name]> extends never ? never : Name;
    }[keyof AdaptedPorts];

type Sync<Port> = {
  [Key in keyof Port]: Port[Key] extends (...given: never[]) => Promise<unknown> ? never : Key;
}[keyof Port];
