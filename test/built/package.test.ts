import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { attributeTexts, eventTexts, memberTexts } from '../../src/embed/describe.js';
import { attributes } from '../../src/embed/options.js';
import { release } from '../release.js';

// The built package, as it is packed: `npm test` builds it before.
let folder: string;
let tarball: Buffer;
/** The package as it is installed. */
let installed: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    encoding: 'utf8',
  });
  const file = packed.trim().split('\n').at(-1) as string;
  tarball = readFileSync(join(folder, file));
  mkdirSync(join(folder, 'node_modules'));
  execFileSync('tar', ['-xzf', file, '-C', 'node_modules'], { cwd: folder });
  installed = join(folder, 'node_modules/symptom-guide');
  symlinkSync('package', installed);
  // What the project of somebody who uses it has, beside it.
  for (const name of [
    'preact',
    'preact-render-to-string',
    '@types/react',
    '@vue/runtime-dom',
    'custom-elements-manifest',
  ]) {
    mkdirSync(join(folder, 'node_modules', name, '..'), { recursive: true });
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
  }
  // `vue` is what `@vue/runtime-dom` exports, and its compiler.
  write('node_modules/vue/package.json', '{ "name": "vue", "type": "module", "types": "index.d.ts" }');
  write('node_modules/vue/index.d.ts', "export * from '@vue/runtime-dom';");
  write('package.json', '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string) => {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), text);
};

describe('the package', () => {
  test('holds what is used from it, and nothing else', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) =>
        join(file.parentPath, file.name)
          .slice(installed.length + 1)
          .replaceAll('\\', '/'),
      );
    const allIn = (where: string) =>
      readdirSync(where, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((file) => file.isFile())
        .map((file) => join(file.parentPath, file.name).replaceAll('\\', '/'));
    const published = allIn(release);
    // Its pages, and the flow as its editors have it.
    const studio = allIn('dist/studio');
    expect(studio).toEqual(
      expect.arrayContaining(
        ['index.html', 'preview.html', 'flows/sciatica/vignettes.json'].map((file) => `dist/studio/${file}`),
      ),
    );
    expect(published).toEqual(
      expect.arrayContaining(
        ['symptom-guide.js', 'integrity.json', 'chat/chat.js', 'flows/sciatica/flow.json'].map(
          (file) => `${release}/${file}`,
        ),
      ),
    );
    expect(files.sort()).toEqual(
      [
        'LICENSE',
        'README.md',
        'package.json',
        'dist/command/symptom-guide.js',
        'dist/package/custom-elements.json',
        'dist/package/index.d.ts',
        'dist/package/index.js',
        'dist/package/preact.d.ts',
        'dist/package/react.d.ts',
        'dist/package/types.js',
        'dist/package/vue.d.ts',
        'flows/README.md',
        'flows/flow.schema.json',
        'flows/sciatica/ar.json',
        'flows/sciatica/codes.json',
        'flows/sciatica/es.json',
        'flows/sciatica/flow.json',
        'flows/sciatica/vignettes.json',
        ...published,
        ...studio,
      ].sort(),
    );
    expect(files.filter((file) => /\.map$|test|screenshot/.test(file))).toEqual([]);
  });

  test('publint finds nothing', async () => {
    const { messages } = await publint({ pack: { tarball: tarball.buffer as ArrayBuffer } });
    expect(messages).toEqual([]);
  });

  test('its types are found, and right, however TypeScript looks for them', async () => {
    const result = await checkPackage(createPackageFromTarballData(tarball), {
      // Tools find it by the field of package.json.
      excludeEntrypoints: ['./custom-elements.json'],
    });
    if (!result.types) throw new Error('There are no types.');
    expect(Object.keys(result.entrypoints)).toEqual(expect.arrayContaining(['.', './react', './preact', './vue']));
    // It is an ES module, which Node 20.19 and newer can require() too.
    expect(result.problems.filter(({ kind }) => kind !== 'CJSResolvesToESM')).toEqual([]);
  });
});

describe('on a server', () => {
  /** Runs an ES module in a process that is no browser, beside the package. */
  const node = (code: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: folder,
      encoding: 'utf8',
    });
    // An error shows the line it is in, and that may be the whole script.
    return { status, stdout, stderr: stderr.replace(/.{1000,}/g, '(a long line)') };
  };
  const quiet = { status: 0, stdout: '', stderr: '' };

  test('importing the package, and defining the element, does nothing', () => {
    expect(
      node(`
        const before = Reflect.ownKeys(globalThis);
        const { defineSymptomGuide } = await import('symptom-guide');
        await import('symptom-guide/react');
        await import('symptom-guide/preact');
        await import('symptom-guide/vue');
        defineSymptomGuide('/symptom-guide/${manifest.version}/');
        defineSymptomGuide('http://[');
        const more = Reflect.ownKeys(globalThis).filter((key) => !before.includes(key));
        if (more.length > 0) throw new Error('new globals: ' + more.join());
      `),
    ).toEqual(quiet);
  });

  test('so does require() of it, where Node has that', () => {
    const code = `
      const { createRequire } = await import('node:module');
      createRequire(import.meta.url)('symptom-guide').defineSymptomGuide('/');
    `;
    const { status, stderr } = node(code);
    // Node 20 says that it is experimental.
    expect({ status, said: stderr.replace(/^.*ExperimentalWarning: CommonJS[\s\S]*$/, '') }).toEqual({
      status: 0,
      said: '',
    });
  });

  test.each(['module', 'CommonJS'])('importing the script of the tag as %s does nothing', (kind) => {
    const script = `node_modules/symptom-guide/${release}/symptom-guide.js`;
    if (kind === 'CommonJS') write('loader.cjs', readFileSync(join(folder, script), 'utf8'));
    expect(node(`await import('./${kind === 'CommonJS' ? 'loader.cjs' : script}')`)).toEqual(quiet);
  });

  test('the element is rendered with its settings and what is in it', () => {
    const { stdout, stderr } = node(`
      import { h } from 'preact';
      import { renderToString } from 'preact-render-to-string';
      import { defineSymptomGuide } from 'symptom-guide';
      defineSymptomGuide('/symptom-guide/');
      const call = h('a', { href: 'tel:+15550100' }, 'Call the clinic');
      const settings = { display: 'inline', country: 'GB', 'clinic-name': 'A & B', open: true };
      process.stdout.write(renderToString(h('symptom-guide', settings, call)));
    `);
    expect(stderr).toBe('');
    expect(stdout).toBe(
      '<symptom-guide display="inline" country="GB" clinic-name="A &amp; B" open>' +
        '<a href="tel:+15550100">Call the clinic</a></symptom-guide>',
    );
  });
});

// Compilers take their time on a busy machine.
describe('types', { timeout: 120_000 }, () => {
  const newest = resolve('node_modules/typescript/bin/tsc');
  /** A TypeScript of 2024, which still looks for types as Node 10 did. */
  const older = createRequire(import.meta.resolve('@arethetypeswrong/core')).resolve('typescript/bin/tsc');
  const examples = ['dom.ts', 'react.tsx', 'preact.tsx', 'vue.ts'];
  /** What the compiler says of these files in a project of somebody who uses the package. */
  const compile = (tsc: string, files: string[], module: string, moduleResolution: string, more = {}) => {
    const options = { module, moduleResolution, target: 'ES2022', jsx: 'react-jsx', lib: ['ES2022', 'DOM'], types: [] };
    write(
      `tsconfig.json`,
      JSON.stringify({
        compilerOptions: { ...options, strict: true, exactOptionalPropertyTypes: true, ...more },
        files,
      }),
    );
    return run(tsc, folder);
  };
  const run = (tsc: string, project: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', project], {
      encoding: 'utf8',
    });
    return { status, said: `${stdout}${stderr}` };
  };
  const fine = { status: 0, said: '' };

  test.each([
    ['bundler', 'ESNext'],
    ['node16', 'Node16'],
    ['nodenext', 'NodeNext'],
  ])('moduleResolution %s: right values compile, wrong ones do not', { tags: ['release'] }, (resolution, module) => {
    for (const file of examples) write(file, readFileSync(`test/fixtures/package/${file}`, 'utf8'));
    expect(compile(newest, examples, module, resolution)).toEqual(fine);
  });

  test('moduleResolution node10, with an older TypeScript', { tags: ['release'] }, () => {
    for (const file of examples) write(file, readFileSync(`test/fixtures/package/${file}`, 'utf8'));
    // The declarations themselves are checked above; it is slow.
    expect(compile(older, examples, 'ESNext', 'node10', { skipLibCheck: true })).toEqual(fine);
  });

  test('what is published is what the code has', { tags: ['release'] }, () => {
    expect(run(newest, 'test/fixtures/package')).toEqual(fine);
  });

  test('an editor shows the sentence of each attribute, event and member', () => {
    const text = readFileSync(join(installed, 'dist/package/index.d.ts'), 'utf8');
    const sentences = [attributeTexts, eventTexts, memberTexts].flatMap((texts) =>
      Object.entries(texts).map(([name, of]) => [name, typeof of === 'string' ? of : of.text] as const),
    );
    expect(sentences.length).toBeGreaterThan(25);
    for (const [name, sentence] of sentences) {
      const documented = text.split('\n').some((line, i, lines) => {
        return line.includes(sentence) && new RegExp(`^ *(readonly )?'?${name}\\b`).test(lines[i + 1] ?? '');
      });
      expect(documented, `${name}: ${sentence}`).toBe(true);
    }
  });

  test('the custom-elements manifest is one, and names every attribute, event and member', () => {
    const text = readFileSync(join(installed, manifest.customElements), 'utf8');
    write(
      'manifest.ts',
      `import type { Package } from 'custom-elements-manifest';\nexport const manifest: Package = ${text};`,
    );
    expect(compile(newest, ['manifest.ts'], 'ESNext', 'bundler')).toEqual(fine);
    const [element] = JSON.parse(text).modules[0].declarations;
    const names = (list: { name: string }[]) => list.map(({ name }) => name);
    expect(element.tagName).toBe('symptom-guide');
    expect(names(element.attributes)).toEqual(Object.keys(attributes));
    expect(names(element.events)).toEqual(Object.keys(eventTexts));
    expect(names(element.members)).toEqual(Object.keys(memberTexts));
    const defaults = element.attributes.flatMap(({ name, default: value }: { name: string; default?: string }) =>
      value === undefined ? [] : [[name, value]],
    );
    expect(Object.fromEntries(defaults)).toEqual({
      analytics: 'none',
      display: 'bubble',
      position: 'end',
      remember: 'session',
    });
    expect(readFileSync('src/embed/element.css', 'utf8')).toContain(
      `var(${element.cssProperties[0].name}, ${element.cssProperties[0].default})`,
    );
  });

  test('visitors download none of the sentences', () => {
    const scripts = readdirSync(release, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    const built = scripts.map((file) => readFileSync(`${release}/${file}`, 'utf8')).join();
    expect(built).toContain('clinic-name');
    for (const sentence of Object.values(attributeTexts)) expect(built).not.toContain(sentence);
  });
});

test('bundlers of those who use the package leave each of its imports of published files alone', () => {
  const imports = readFileSync('dist/package/index.js', 'utf8').match(/import\([\s\S]{0,160}/g) ?? [];
  expect(imports.length).toBeGreaterThan(1);
  for (const one of imports) expect(one).toMatch(/^import\(\s*\/\* @vite-ignore \*\/\s*\/\* webpackIgnore: true \*\//);
});
