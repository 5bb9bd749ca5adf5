// Makes the ports, with the adapters that are wanted.

import { memberAccess } from '../aws/sts.ts';
import * as adapters from './adapters.ts';
import { portNames } from './port-names.ts';
import type { PortSettings, Ports } from './ports.ts';

/** Ports with every adapter. */
export function portsFor(settings: PortSettings): Ports {
  return portsWith(settings, Object.values(adapters));
}

/** Ports with some adapters; whoever asks for another one is told who should have named it. */
export function portsWith(settings: PortSettings, wanted: readonly adapters.Adapter[]): Ports {
  const { sdk, clock, log, count, measure, trace, memberRoles } = settings;
  const access = memberAccess(sdk, clock, memberRoles);
  const made = Object.fromEntries(
    wanted
      .flatMap((adapter) => Object.entries(adapter))
      .map(([name, make]) => [name, make({ ...settings, access })]),
  );
  const ports = { home: sdk.home, clock, log, count, measure, trace, ...made };
  for (const name of portNames) if (!(name in ports)) leaveOut(ports, name);
  return ports as Ports;
}

function leaveOut(ports: object, name: string): void {
  Object.defineProperty(ports, name, {
    get: () => {
      throw new Error(
        `Expected the port ${name} to be among those that the function names in onAws, got others.`,
      );
    },
  });
}
