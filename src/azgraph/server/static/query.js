// The query page: Yasgui's editor and results, put to this server's endpoint and to nobody else.
(() => {
  const { Yasqe, Yasr } = Yasgui;
  const place = document.getElementById("editor");
  const results = document.getElementById("results");
  Yasqe.defaults.autocompleters = ["variables"]; // the others ask strangers for prefixes and properties
  Yasqe.defaults.value = place.dataset.query;
  const editor = new Yasqe(place, {
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST" },
    persistenceId: null,
    createShareableLink: null,
  });
  const shown = new Yasr(results, { persistenceId: null, prefixes: () => editor.getPrefixesFromQuery() });
  editor.on("queryResponse", (_, response, duration) => shown.setResponse(response, duration));

  // What has an address of its own here leads there.
  const own = new RegExp(`^${place.dataset.base}((?:id|kind|status|cameo)/.+)$`);
  const lead = () => {
    for (const link of results.querySelectorAll("a.iri")) {
      const found = own.exec(link.href);
      if (found) link.href = `/${found[1]}`;
    }
    name();
  };
  const names = {
    "textarea": "Query", ".tableFilter": "Filter the results", ".yasqe_queryButton": "Run the query",
    ".yasr_downloadIcon": "Download", ".yasr_external_ref_btn": "Help", ".yasr_btn.select_table": "Table",
    ".yasr_btn.select_response": "Response", ".tableSizer": "Page size", "select": "Page size",
  };
  // What shows only a sign has a name, too.
  const name = () => {
    for (const [which, text] of Object.entries(names)) {
      for (const found of document.querySelectorAll(`.wide :is(${which})`))
        found.getAttribute("aria-label") || found.setAttribute("aria-label", text);
    }
    for (const head of results.querySelectorAll("th:empty")) head.textContent = "no.";
  };
  new MutationObserver(lead).observe(results, { childList: true, subtree: true });
  name();
})();
