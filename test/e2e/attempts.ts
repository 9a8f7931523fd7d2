import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';

export interface Elsewhere {
  address: string;
  /** The path of every request that arrived, in order. */
  asked: string[];
  close: () => Promise<void>;
}

/** A local server that any unblocked request reaches, with or without internet. */
export async function openElsewhere(): Promise<Elsewhere> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push((request.url ?? '').replace(/\?.*/, ''));
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/html' });
    response.end('<title>Elsewhere</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What the page's policy forbids, and the directives that refuse it. */
export const FORBIDDEN = {
  fetch: ['connect-src'],
  image: ['img-src'],
  frame: ['frame-src'],
  script: ['script-src-elem'],
  form: ['form-action', 'frame-src'],
  'inline script': ['script-src-elem'],
  'inline style': ['style-src-elem'],
  evaluation: ['script-src'],
} as const;

/** The attempts that send a request. */
export const REQUESTS = ['fetch', 'image', 'frame', 'script', 'form'] as const;
/** The attempts that take effect inside the page. */
export const EFFECTS = ['inline script', 'inline style', 'evaluation'] as const;

/** Records the directive of every policy violation from now on. */
export async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  const watch = await page.evaluateHandle(() => {
    const violated: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, disposition }) => {
      if (disposition === 'enforce') violated.push(effectiveDirective);
    });
    return { violated };
  });
  return () => watch.evaluate(({ violated }) => violated);
}

/** Tries to send a request from the page; waits for its end where the page has an event for it. */
export function sendFrom(page: Page, what: (typeof REQUESTS)[number], address: string) {
  return page.evaluate(
    async ({ what, address }) => {
      const load = (tag: 'img' | 'iframe' | 'script') =>
        new Promise<void>((resolve) => {
          const element = document.createElement(tag);
          element.addEventListener('load', () => resolve());
          element.addEventListener('error', () => resolve());
          element.src = address;
          document.body.append(element);
        });
      const submit = () => {
        const [form, answer] = [document.createElement('form'), document.createElement('iframe')];
        answer.name = 'answer';
        form.action = address;
        form.target = answer.name;
        document.body.append(answer, form);
        form.submit();
        return Promise.resolve();
      };
      const ways: Record<typeof what, () => Promise<unknown>> = {
        fetch: () => fetch(address).catch(() => undefined),
        image: () => load('img'),
        frame: () => load('iframe'),
        script: () => load('script'),
        form: submit,
      };
      await ways[what]();
    },
    { what, address },
  );
}

/** Tries to run code or add a style in the page, and returns whether it took effect. */
export function takesEffect(page: Page, what: (typeof EFFECTS)[number]): Promise<boolean> {
  return page.evaluate((what) => {
    const { documentElement: root, head } = document;
    const append = (tag: 'script' | 'style', textContent: string) =>
      head.append(Object.assign(document.createElement(tag), { textContent }));
    const ways: Record<typeof what, () => boolean> = {
      'inline script': () => {
        append('script', 'document.documentElement.dataset.ran = "yes"');
        return root.dataset['ran'] === 'yes';
      },
      'inline style': () => {
        append('style', ':root { --inline: yes }');
        return getComputedStyle(root).getPropertyValue('--inline') !== '';
      },
      evaluation: () => new Function('return true')() as boolean,
    };
    // The driver's own evaluation is exempt from the page's policy; a timer's is not.
    return new Promise<boolean>((resolve) => {
      setTimeout(() => {
        try {
          resolve(ways[what]());
        } catch {
          resolve(false);
        }
      });
    });
  }, what);
}
