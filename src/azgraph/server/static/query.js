// The query page: Yasgui's editor and results, put to this server's endpoint and to nobody else.
(() => {
  const { Yasqe, Yasr } = Yasgui;
  const place = document.getElementById("editor");
  Yasqe.defaults.autocompleters = ["variables"]; // the others ask strangers for prefixes and properties
  Yasqe.defaults.value = place.dataset.query;
  Yasr.defaults.persistencyExpire = 0;
  const editor = new Yasqe(place, {
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST" },
    persistenceId: null,
    createShareableLink: null,
    showQueryButton: true,
  });
  const results = new Yasr(document.getElementById("results"), { persistenceId: null, prefixes: () => editor.getPrefixesFromQuery() });
  editor.on("queryResponse", (_, response, duration) => results.setResponse(response, duration));
  const field = place.querySelector("textarea");
  if (field) field.setAttribute("aria-label", "Query");
})();
