// Which route of an API a request takes.

export interface Route {
  readonly method: string;
  /** With the names of its variables: `/stop/{command}`. */
  readonly path: string;
  readonly functionArn: string;
  /** Nobody is asked who calls. */
  readonly isPublic?: boolean;
}

export interface RouteFound {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The route whose parts are those of the path, but for its variables: each of these is some part that is not empty. */
export function routeFor(
  routes: readonly Route[],
  { method, path }: { readonly method: string; readonly path: string },
): RouteFound | undefined {
  const parts = path.split('/');
  for (const route of routes) {
    const wanted = route.path.split('/');
    if (route.method !== method || wanted.length !== parts.length) continue;
    const variables = wanted.flatMap((part, index) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name === undefined ? [] : [[name, decoded(parts[index] ?? '')] as const];
    });
    const fits = wanted.every((part, index) =>
      part.startsWith('{') ? parts[index] !== '' : part === parts[index],
    );
    if (fits) return { route, pathParameters: Object.fromEntries(variables) };
  }
  return undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
