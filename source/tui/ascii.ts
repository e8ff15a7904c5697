const substitutes: Readonly<Record<string, string>> = {
	'─': '-', '│': '|', '┌': '+', '┐': '+', '└': '+', '┘': '+', '├': '+', '┤': '+',
	'▏': '#', '▎': '#', '▍': '#', '▌': '#', '▋': '#', '▊': '#', '▉': '#', '█': '#',
	'▁': '_', '▂': '_', '▃': '.', '▄': '-', '▅': '-', '▆': '=', '▇': '=',
	'●': '*', '○': 'o', '▸': '+', '→': '>', '←': '<', '↑': '^', '↓': 'v', '▲': '^', '▼': 'v', '×': 'x', '…': '~', '±': '~', '–': '-', '·': '.', '≥': '>',
};

const drawn = new RegExp(`[${Object.keys(substitutes).join('')}]`, 'gu');

/** The signs the screen is drawn with, cell by cell in ASCII, for terminals whose fonts have no others. Letters of the data stay. */
export function asciiSigns(text: string): string {
	return text.replace(drawn, sign => substitutes[sign] ?? sign);
}
