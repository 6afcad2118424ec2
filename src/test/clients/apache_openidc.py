"""Apache with mod_auth_openidc before a shop. See scene.py."""
import contextlib
import os
import subprocess
import tempfile
import time

import requests

import scene

HERE = os.path.dirname(os.path.abspath(__file__))
MODULES = {"mpm_event": "mpm_event", "authn_core": "authn_core", "authz_core": "authz_core",
           "authz_user": "authz_user", "headers": "headers", "auth_openidc": "auth_openidc"}
CONFIGURATION = """
ServerName shop
Listen 127.0.0.1:{port}
PidFile {directory}/pid
DefaultRuntimeDir {directory}
DocumentRoot {directory}/pages
ErrorLog {directory}/log
User {user}
Group {group}
{modules}
Header set X-User expr=%{{REMOTE_USER}}
Include {recipe}
"""


@contextlib.contextmanager
def apache():
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o755)
        os.makedirs(directory + "/pages/private/editors")
        for page in "private/index.html", "private/editors/index.html":
            with open(os.path.join(directory, "pages", page), "w") as file:
                file.write("A page.")
        with open(directory + "/apache.conf", "w") as file:
            file.write(CONFIGURATION.format(
                port=scene.setting("SHOP_BASE").split(":")[2], directory=directory,
                user="www-data" if os.getuid() == 0 else "#%d" % os.getuid(),
                group="www-data" if os.getuid() == 0 else "#%d" % os.getgid(),
                recipe=os.path.join(HERE, "recipes", "openidc.conf"),
                modules="\n".join(
                    "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so" % module
                    for module in MODULES.items())))
        server = subprocess.Popen(
            ["/usr/sbin/apache2", "-d", directory, "-f", directory + "/apache.conf",
             "-D", "FOREGROUND"])
        try:
            listening(server)
            yield
        except BaseException:
            with contextlib.suppress(OSError), open(directory + "/log") as log:
                print(log.read())
            raise
        finally:
            server.terminate()
            server.wait(60)


def listening(server):
    for _ in range(300):
        if server.poll() is not None:
            raise AssertionError("Apache ended")
        with contextlib.suppress(requests.ConnectionError):
            requests.get(scene.setting("SHOP_BASE") + "/", timeout=scene.TIMEOUT)
            return
        time.sleep(0.1)
    raise AssertionError("Apache does not listen")


def main():
    with apache():
        browser = scene.Browser(scene.setting("SERVICE_BASE"), scene.setting("SHOP_BASE"))
        browser.open(scene.setting("SHOP_BASE") + "/private/index.html").log_in()
        scene.expect("A page.", browser.page, "page")
        answer = browser.session.get(scene.setting("SHOP_BASE") + "/private/index.html")
        scene.expect(scene.setting("USER_NAME"), answer.headers["X-User"], "user")
        scene.done("login")

        answer = browser.session.get(scene.setting("SHOP_BASE") + "/private/editors/index.html")
        if answer.status_code == 200:
            raise AssertionError("let in without the group")
        scene.done("not without the group")


if __name__ == "__main__":
    main()
