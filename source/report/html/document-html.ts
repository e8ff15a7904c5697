import type {ReportDocument} from '../document.ts';
import {blockHtml} from './block-html.ts';
import {escape} from './escape.ts';
import {inlineHtml} from './inline.ts';
import {style, styleHash} from './style.ts';

/**
 * One page that needs nothing else: no script, no font, no picture, and a policy that would not let it fetch any. Folding is HTML's own
 * `details`, so keyboards and screen readers know it.
 */
export function documentHtml({title, lead, sections}: ReportDocument): string {
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escape(title)} · planflip</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
<header>
<p class="brand">planflip</p>
<h1>${escape(title)}</h1>
${lead.map(line => `<p>${inlineHtml(line)}</p>`).join('\n')}
<nav aria-label="Sections"><ul>${sections.map(({id, title: heading}) => `<li><a href="#${escape(id)}">${escape(heading)}</a></li>`).join('')}</ul></nav>
</header>
<main id="content">
${sections.map(({id, title: heading, blocks}) => `<section id="${escape(id)}" aria-labelledby="${escape(id)}-heading">
<h2 id="${escape(id)}-heading">${escape(heading)}</h2>
${blocks.map(block => blockHtml(block, 3)).join('\n')}
</section>`).join('\n')}
</main>
<footer><p>Made by planflip. Times are of the machine that they were measured on.</p></footer>
</body>
</html>
`;
}
