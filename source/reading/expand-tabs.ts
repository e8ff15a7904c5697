import type {Line} from './line.ts';

/** What EXPLAIN prints at the beginning of a line, after a tab that an editor made of its blanks. */
const tabbed = /^ *\t[ \t]*(?:->|- |[A-Z][\w/ -]*[: ])/;
const leading = /^[ \t]+/;

/** Columns of a tab. YAML has its first key four columns to the right of `- Plan:`; elsewhere eight keep the order of all indentations. */
function widthOfTab(lines: readonly Line[]): number {
	const plan = lines.findIndex(({text}) => /^\s*- "?Plan"?:\s*$/.test(text));
	const tabs = plan < 0 ? undefined : /^\t+(?=\S)/.exec(lines[plan + 1]?.text ?? '')?.[0].length;
	return tabs === undefined ? 8 : Math.max(1, Math.round(4 / tabs));
}

/** The lines with blanks for tabs at their beginnings, when they are indented by tabs. */
export function expandTabs(lines: readonly Line[]): readonly Line[] {
	if (!lines.some(({text}) => tabbed.test(text))) {
		return lines;
	}

	const width = widthOfTab(lines);
	return lines.map(({text, number}) => ({
		text: text.replace(leading, blanks => {
			let column = 0;
			for (const blank of blanks) {
				column = blank === '\t' ? column - column % width + width : column + 1;
			}

			return ' '.repeat(column);
		}),
		number,
	}));
}
