// The service worker of the site; static/js/worker.js says what it does.
import { work } from {{ 'js/worker.js'|asset|tojson }};

work(self, {
  version: {{ site.version()|tojson }},
  shell: [
{% for name in site.assets if name.endswith(('.css', '.js', '.woff2')) or name in ('icon.svg', site.logo) %}
    {{ name|asset|tojson }},
{% endfor %}
{% if site.style %}
    {{ site.style|link|tojson }},
{% endif %}
    {{ site.spoken|link|tojson }},
    {{ 'manifest.webmanifest'|link|tojson }},
  ],
  pages: [
{% for path in page.pages %}
    {{ path|link|tojson }},
{% endfor %}
  ],
});
