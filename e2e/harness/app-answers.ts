// What the fixture apps fetch: slow on purpose.

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const CITIES = ['Amsterdam', 'Colombo', 'Galle', 'Ghent', 'Kandy', 'Kraków', 'Lisbon', 'Ljubljana', 'Oslo', 'Paris', 'Porto', 'Zürich'];

/** The answer as JSON, or null when the path is none of an app's. */
export async function answerOfApp(path: string, query: URLSearchParams): Promise<unknown> {
  switch (path) {
    case '/apps/cities': {
      await pause(250);
      const wanted = (query.get('q') ?? '').toLowerCase();
      return CITIES.filter((city) => city.toLowerCase().includes(wanted));
    }
    case '/apps/slow': {
      const ms = Math.min(Number(query.get('ms') ?? 500), 5_000);
      await pause(ms);
      return { after: ms };
    }
    case '/apps/feed': {
      await pause(100);
      const from = Number(query.get('from') ?? 0);
      return Array.from({ length: 20 }, (_, i) => `Post ${from + i + 1}`);
    }
    default:
      return null;
  }
}
