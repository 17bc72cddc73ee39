"""What is missing for a model of another format than the shipped one's, in all languages."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "model_runtime": (
            "The model {path} needs {package}, which is not installed. Install it, or use the model that came with "
            "Noteworthy."
        ),
    },
    "es": {
        "model_runtime": (
            "El modelo {path} necesita {package}, que no está instalado. Instálelo o use el modelo que viene con "
            "Noteworthy."
        ),
    },
    "de": {
        "model_runtime": (
            "Das Modell {path} braucht {package}, das nicht installiert ist. Installieren Sie es, oder nehmen Sie das "
            "Modell, das mit Noteworthy kam."
        ),
    },
    "fr": {
        "model_runtime": (
            "Le modèle {path} a besoin de {package}, qui n'est pas installé. Installez-le, ou prenez le modèle fourni "
            "avec Noteworthy."
        ),
    },
    "pt": {
        "model_runtime": (
            "O modelo {path} precisa de {package}, que não está instalado. Instale-o ou use o modelo que vem com o "
            "Noteworthy."
        ),
    },
    "hi": {
        "model_runtime": (
            "मॉडल {path} के लिए {package} चाहिए, जो इंस्टॉल नहीं है। उसे इंस्टॉल करें, या Noteworthy के साथ आया मॉडल चुनें।"
        ),
    },
    "tr": {
        "model_runtime": (
            "{path} modeli için {package} gerekiyor, ama kurulu değil. Onu kurun ya da Noteworthy ile gelen modeli "
            "kullanın."
        ),
    },
    "ru": {
        "model_runtime": (
            "Для модели {path} нужен {package}, а он не установлен. Установите его или возьмите модель, которая идёт "
            "с Noteworthy."
        ),
    },
    "id": {
        "model_runtime": (
            "Model {path} memerlukan {package}, yang belum terpasang. Pasanglah, atau pakai model bawaan Noteworthy."
        ),
    },
    "ar": {
        "model_runtime": (
            "يحتاج النموذج {path} إلى {package} وهو غير مثبت. ثبّته، أو استخدم النموذج المرفق مع Noteworthy."
        ),
    },
}
