"""How the pages do on a slow phone, as Lighthouse measures it: `make lighthouse`."""
